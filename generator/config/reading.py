"""The text of config.yaml in, a Config out: the parts are read one by one, then what is wrong is said all at once."""

from collections.abc import Callable, Collection
from pathlib import Path
from types import MappingProxyType

from generator import forms
from generator.config import alerts, announcing, lenses, mutes, slots, sources, theme, versions
from generator.config.shape import AnswersForm, ConfigForm
from generator.forms import Kind, Node, Page
from generator.model import Alert, AnswerWishes, Config, Digest, Giscus, Mute, PromptWishes, Site, Source


def read(
    text: str,
    path: Path,
    *,
    presets: Collection[str],
    signals: Callable[[], Collection[str]],
    kinds: Collection[str],
    asked: lenses.Lenses = lenses.only_five,
) -> Config:
    """Read the text of the file at `path`; the other arguments are those of config.load."""
    page = forms.page(text, file=str(path))
    versions.known(page)
    form, problems = forms.compare(page, ConfigForm, context={"presets": presets, "signals": signals})
    around = sources.Around(page=page, folder=path.parent, kinds=kinds)
    found, wrong_sources = sources.read(_entries(page, "sources"), around)
    muted, wrong_mutes = mutes.read(_entries(page, "mute"), page)
    searches, wrong_alerts = alerts.read(_entries(page, "alerts"), page, text)
    page.refuse(*problems, *wrong_sources, *wrong_mutes, *wrong_alerts, *lenses.wrong(page, asked), *theme.wrong(page))
    assert form is not None
    return _config(form, found, muted, searches)


def _entries(page: Page, key: str) -> tuple[Node, ...]:
    """Return the entries of a list; what is no list has been found wrong already."""
    node = page.root.value.get(key) if page.root and page.root.kind is Kind.GROUP else None
    return node.value if node is not None and node.kind is Kind.LIST else ()


def _config(
    form: ConfigForm, found: tuple[Source, ...], muted: tuple[Mute, ...], searches: tuple[Alert, ...]
) -> Config:
    site, digest = form.site, form.digest
    return Config(
        site=Site(
            title=site.title,
            address=site.address,
            description=site.description,
            language=site.language,
            zone=site.timezone,
            repository=site.repository,
        ),
        digest=Digest(
            day=int(digest.day),
            hour=int(digest.hour),
            minutes=digest.minutes,
            reading=slots.wish(digest.reading),
            preset=digest.preset,
            weights=MappingProxyType(dict(digest.weights)),
        ),
        interests=form.interests,
        sources=found,
        mute=muted,
        alerts=searches,
        prompts=PromptWishes(count=form.prompts.count, lenses=form.prompts.lenses),
        answers=_answers(form.answers),
        announce=announcing.wishes(form.announce),
        theme=theme.wishes(form.theme),
        withdrawn=form.withdrawn,
    )


def _answers(form: AnswersForm) -> AnswerWishes:
    at = form.giscus
    giscus = Giscus(repo=at.repo, repo_id=at.repo_id, category=at.category, category_id=at.category_id) if at else None
    return AnswerWishes(mastodon=form.mastodon, email=form.email, giscus=giscus)
