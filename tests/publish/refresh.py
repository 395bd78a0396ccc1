"""Prints the golden site and the theme's contract anew; what changed is reviewed like code (`make golden`)."""

import shutil

from tests.publish import contract, golden


def main() -> None:
    """Replace what is kept by what the code makes now."""
    contract.README.write_text(contract.written(), "utf-8")
    shutil.rmtree(golden.SITE, ignore_errors=True)
    for name, content in golden.readable(golden.printed()).items():
        path = golden.SITE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
