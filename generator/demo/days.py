"""The sample and a day in, what can be seen of it then out: some things come later, change or are taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from generator.demo.elsewhere import Piece, Scene, Work
from generator.demo.sample import Article, Blog, Post, Sample

P = TypeVar("P", Article, Post, Piece)


def articles(blog: Blog, today: datetime) -> tuple[Article, ...]:
    """Return what a blog shows on a day, newest first."""
    return tuple(sorted(_standing(blog.articles, today), key=lambda article: (article.at, article.slug), reverse=True))


def withdrawn(blog: Blog, today: datetime) -> tuple[Article, ...]:
    """Return what a blog has taken back by that day."""
    return tuple(article for article in blog.articles if article.deleted and article.deleted <= today)


def wording(piece: Article | Post | Piece, today: datetime) -> str:
    """Return the text as it stands on a day."""
    edited = piece.edit and piece.edit.at <= today
    return piece.text.replace(piece.edit.old, piece.edit.new) if piece.edit and edited else piece.text


def edited_at(piece: Article | Post | Piece, today: datetime) -> datetime | None:
    """Return when it was changed, if that has happened by that day."""
    return piece.edit.at if piece.edit and piece.edit.at <= today else None


def standing(posts: Iterable[Post], today: datetime) -> tuple[Post, ...]:
    """Return the posts that can be seen on a day, in their order."""
    return tuple(_standing(posts, today))


def said(scene: Scene, today: datetime) -> tuple[Piece, ...]:
    """Return what stands on a network on a day, newest first."""
    return tuple(sorted(_standing(scene.pieces, today), key=lambda piece: (piece.at, piece.number), reverse=True))


def known(sample: Sample, register: str, today: datetime) -> tuple[Work, ...]:
    """Return the works that a register has heard of by a day, newest first."""
    return tuple(work for work in sample.works if register in work.numbers and work.at <= today.date())


def changed(blog: Blog, today: datetime) -> datetime:
    """Return the last instant, up to a day, at which a blog's feed became another one."""
    moments = (
        moment
        for article in blog.articles
        for moment in (article.at, article.edit and article.edit.at, article.deleted)
        if moment and moment <= today
    )
    return max(moments, default=min(article.at for article in blog.articles))


def _standing(pieces: Iterable[P], today: datetime) -> Iterable[P]:
    return (piece for piece in pieces if piece.at <= today and not (piece.deleted and piece.deleted <= today))
