"""What templates see of a discussion that is kept elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """The discussion of an edition at giscus."""

    address: str
    """What the frame shows, without its parameters."""
    discussions: str
    """Where everything said can be read without a frame."""
    repo: str
    repo_id: str
    category: str
    category_id: str
    term: str
    """By which giscus finds the discussion, and names a new one."""
