"""The files of a book in, an EPUB 3 container out, the same bytes every time and on every machine.

Written with the standard library: a container is a zip whose first file is `mimetype` (OCF, section 4.2.2 of
https://www.w3.org/TR/epub-33/). EbookLib 0.20 was tried; it parses what our templates have set and writes it anew with
lxml (12 MB more to install), dates the files of the zip by the clock, and has no place for half of the metadata.
Nothing is compressed, for two builds of zlib need not give the same bytes; a week of text is the size of a photograph.
"""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MIMETYPE = "application/epub+zip"
START = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can hold: when a file was put in says nothing about it."""
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def container(files: Mapping[str, str]) -> bytes:
    """Bind the files of a book, by their names in its folder; `package.opf` is the one that names the others."""
    bound = BytesIO()
    with ZipFile(bound, "w", ZIP_STORED) as binding:
        _put(binding, "mimetype", MIMETYPE)
        _put(binding, "META-INF/container.xml", CONTAINER)
        for name, content in files.items():
            _put(binding, f"EPUB/{name}", content)
    return bound.getvalue()


def _put(binding: ZipFile, name: str, content: str) -> None:
    about = ZipInfo(name, date_time=START)
    about.create_system, about.external_attr = 3, 0o644 << 16
    binding.writestr(about, content.encode())
