"""Namespaces of feeds in, the prefixes that feedparser uses for them out, whatever a document calls them."""

from collections.abc import Mapping
from types import MappingProxyType

BACKEND = "http://backend.userland.com/rss"
"""Any address with this in it is plain RSS."""
XLINK = "http://www.w3.org/1999/xlink"
NETSCAPE = "http://my.netscape.com/rdf/simple/0.9/"

_ROWS: Mapping[str, str] = {
    "": "",
    BACKEND: "",
    NETSCAPE: "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/Atom": "",
    "http://example.com/newformat#": "",
    "http://example.com/necho": "",
    "http://purl.org/echo/": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/pie/": "",
    "http://webns.net/mvcb/": "admin",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html": "creativecommons",
    "http://backend.userland.com/creativeCommonsRssModule": "creativecommons",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd": "itunes",
    "http://example.com/DTDs/PodCast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://podlove.org/simple-chapters": "psc",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
KNOWN: Mapping[str, str] = MappingProxyType({uri.lower(): prefix for uri, prefix in _ROWS.items()})
"""Address in small letters -> prefix; the prefix is "" for what belongs to a feed format itself."""
PREFIXES = frozenset(KNOWN.values()) - {""}
"""Prefixes that mean something; under another address they are for feedparser, which knows sixty more."""
VERSIONS: Mapping[str, str] = MappingProxyType(
    {NETSCAPE: "rss090", "http://purl.org/rss/1.0/": "rss10", "http://www.w3.org/2005/atom": "atom10"}
)
"""Address in small letters -> the version that a document has whose first such namespace this is."""
