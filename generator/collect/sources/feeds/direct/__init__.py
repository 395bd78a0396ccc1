"""A well-formed feed in, its entries as feedparser would write them out, at a tenth of the cost; else nothing.

feedparser is the reader of record. Most of what it costs is its way through a document, not what it knows: six calls
of Python and a lookup of a name for each element, and a piece of text for each line. `reader.py` stands on expat
itself, `elements.py` says what each element writes, `state.py` what is known half-way. Whatever could be read in two
ways raises Unsure, and feedparser reads the document as before.

Declined are: what is not well-formed; roots other than rss, RDF and feed (CDF, single entries); elements with a
meaning of their own where they have none (a title in an unknown element, an item in an item, a title with elements in
it); content of types other than text, HTML and XHTML, or in base64; markup that says it is escaped and is not;
geometries of GML; prefixes that are bound twice; more than is bearable (limited.py says what that is).
"""
