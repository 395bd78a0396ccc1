"""The secrets of one run: names in, requests that carry the values out; and what comes back, searched for them.

Between the environment and the wire only names travel. A server may repeat what it was told, in a page, a message or an
address: whatever it says is searched before anybody else sees it, so that nothing that is written down can hold one.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

import yarl
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from generator.collect import secrets
from generator.collect.words import Seal, Sealed
from generator.errors import StreetError

T = TypeVar("T")
ODD = "{name} holds characters that no key has. Copy it once more."


class Vault:
    """The secrets of one run, from the environment and learnt on the way."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Take those of the environment, by their names."""
        self._known = dict(known)
        self._pattern = self._spelt()

    def has(self, *names: str) -> bool:
        """Tell whether there is a secret by each of these names."""
        return self._known.keys() >= set(names)

    @property
    def hides(self) -> bool:
        """Whether anything is looked for in what servers say."""
        return self._pattern is not None

    def learn(self, name: str, value: str) -> None:
        """Take a secret that a server has just given."""
        self._known[name] = value
        self._pattern = self._spelt()

    def address(self, where: yarl.URL, seal: Seal) -> yarl.URL:
        """Return the address with the secrets that belong into its query."""
        return where.update_query({key: self._known[name] for key, name in seal.query.items()}) if seal.query else where

    def headers(self, seal: Seal) -> Mapping[str, str]:
        """Return the headers that carry secrets; StreetError where no header can carry one."""
        if not seal.bearer:
            return {}
        value = self._known[seal.bearer]
        if not value.isascii() or not value.isprintable():
            raise StreetError(ODD.format(name=seal.bearer), kind="secret")
        return {"Authorization": f"Bearer {value}"}

    def body(self, value: object) -> object:
        """Return what is sent as JSON, with secrets in the place of their names."""
        if isinstance(value, Sealed):
            return self._known[value.name]
        if isinstance(value, Mapping):
            return {key: self.body(each) for key, each in value.items()}
        return [self.body(each) for each in value] if isinstance(value, list | tuple) else value

    def scrubbed(self, said: bytes) -> bytes:
        """Return what a server said without any secret in it."""
        return self._pattern.sub(secrets.BLOT.encode(), said) if self._pattern else said

    def clean(self, value: T, shape: TypeAdapter[T]) -> T:
        """Return a value without any secret: reading may have put one together that came in pieces or in disguise."""
        if self._pattern is None:
            return value
        try:
            written = shape.dump_json(value)
        except PydanticSerializationError as error:
            if "surrogate" not in str(error):
                raise
            return value  # half a character is in it, and nothing with one can be kept
        clean = self.scrubbed(written)
        return value if clean == written else shape.validate_json(clean)

    def _spelt(self) -> re.Pattern[bytes] | None:
        return secrets.scrubber(value for name, value in self._known.items() if secrets.is_hidden(name))
