"""A street made of a table, for tests of what asks and not of how it is asked."""

from collections.abc import Mapping
from dataclasses import replace

from generator.collect.words import FEEDS, OPEN, Answer
from generator.errors import StreetError


class Street:
    """Address -> an answer, bytes, or a failure; it notes what it was asked, in order.

    What is sent is found under "POST address"; a list is answered one after the other, its last for ever.
    """

    def __init__(self, places: Mapping[str, object], secrets=()) -> None:
        self.places = dict(places)
        self.secrets = set(secrets)
        self.learnt: dict[str, str] = {}
        self.asked: list[str] = []
        self.sent: list[Mapping[str, object]] = []
        self.seals = []
        self.conditional: list[bool] = []
        self.forgotten: list[str] = []
        self._done = {}

    async def get(self, url, *, accept=FEEDS, conditional=True, seal=OPEN, enough=None) -> Answer:
        assert accept
        self.conditional.append(conditional)
        answer = self._answer(url, url, seal)
        return answer if enough is None else replace(answer, body=answer.body[:enough])

    async def post(self, url, body, *, seal=OPEN) -> Answer:
        self.sent.append(body)
        return self._answer(f"POST {url}", url, seal)

    def _answer(self, key, url, seal):
        self.asked.append(key)
        self.seals.append(seal)
        found = self.places.get(key, StreetError("There is nothing here.", status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, StreetError):
            raise found
        return found if isinstance(found, Answer) else Answer(url=url, status=200, body=found)

    def forget(self, url: str) -> None:
        self.forgotten.append(url)

    def has(self, *names) -> bool:
        return {*self.secrets, *self.learnt}.issuperset(names)

    def learn(self, name, value) -> None:
        self.learnt[name] = value

    async def once(self, name, make):
        if name not in self._done:
            try:
                self._done[name] = await make()
            except StreetError as error:
                self._done[name] = error
        if isinstance(self._done[name], StreetError):
            raise self._done[name]
        return self._done[name]
