"""What the head of a page says to whoever lists it or shows a link to it."""

from dataclasses import dataclass

from generator.publish.shapes.picture import PictureView


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaView:
    """A page as programs that list pages and show links are told of it."""

    kind: str
    """What it is: article or website (https://ogp.me/#types)."""
    locale: str
    """Language and land, `en_GB`."""
    published: str
    """When an edition was published, ISO 8601; "" for other pages."""
    picture: PictureView | None
    """What stands beside a link to it; None while the site has no address."""
    listed: bool
    """Whether search engines may list it."""
    creator: str
    """Whom Mastodon names beside a link, `@name@server`; "" where the owner has named no account."""
    profile: str | None
    """The page of that account."""
