from pathlib import Path

from tests.publish import golden, make


def test_the_golden_site_is_printed_to_the_byte(tmp_path: Path) -> None:
    """Where a change is meant, `make golden` prints it anew, and the difference is reviewed like code."""
    kept, made = make.tree(golden.SITE), golden.readable(golden.printed(tmp_path))

    assert set(kept) == set(made)
    for name, content in kept.items():
        assert content.decode() == made[name].decode(), name
