"""Words, a category or an ISSN in, the new works out that arXiv, ERIC, Crossref, OpenAlex or DOAJ list for it."""
