"""A folder of public repositories in, their texts with what people said of them out: what heads.py learns from.

The folder holds each repository under its own name (owner/name/...), as a checkout or an export of the files named
below. Nothing of it is kept in the project: what ships is numbers that we work out ourselves.
"""

import csv
import gzip
import html
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Labelled = Iterator[tuple[str, bool | None]]
"""Texts, each with whether it is what the head looks for; None where people disagree."""
LONGEST = 600
FEWEST = 4
"""Known words from which a dialect is told."""
DIALECT = "davidson"
"""The corpus whose civil tweets are told apart by dialect."""
NOISE = re.compile(r"https?://\S+|\bRT @\w+:?|This post originally appeared on [^.]*\.")
MARKUP = re.compile(r"<[^>]+>|\{[{%].*?[%}]\}|!?\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\[[^\]]*\]|[*_`]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Where texts come from and what may be done with them."""

    repository: str
    licence: str
    about: str
    read: Callable[[Path], Labelled]
    heads: tuple[str, ...]
    """What its labels are about."""
    learnt: bool = True
    """Whether heads learn from it; else they are only measured on it, for its licence, its labels or to be sure."""
    most: int = 14_000
    """Texts that are taken, by chance; one corpus should not drown the others."""


def texts(corpus: Corpus, folder: Path) -> list[tuple[str, bool | None]]:
    """Return the texts of a corpus, each once, without addresses and in one line; none where it is not there."""
    place = folder / corpus.repository
    if not place.is_dir():
        return []
    told: dict[str, bool | None] = {}
    for text, label in corpus.read(place):
        plain = " ".join(NOISE.sub(" ", html.unescape(text)).split())[:LONGEST]
        if len(plain) > 2:
            told.setdefault(plain, label)
    return list(told.items())


def _rows(path: Path, **how: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines, **how)


def _chakraborty(place: Path) -> Labelled:
    for name, label in (("clickbait_data.gz", True), ("non_clickbait_data.gz", False)):
        for line in gzip.decompress((place / "dataset" / name).read_bytes()).decode().splitlines():
            yield line, label


def _downs(place: Path) -> Labelled:
    for name, label in (("buzzfeed", True), ("clickhole", True), ("dose", True), ("nytimes", False)):
        for entry in json.loads((place / f"clickbait_classifier/data/{name}.json").read_text("utf-8")):
            yield entry["article_title"], label


def _mordecki(place: Path) -> Labelled:
    with tarfile.open(place / "TA1C_dataset_minimal.tar.gz") as archive:
        for name in sorted(archive.getnames()):
            file = archive.extractfile(name)
            assert file is not None
            for row in csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))):
                yield row["Teaser Text"], row["Tag Value"] == "Clickbait"


def _turkish(place: Path) -> Labelled:
    for path in sorted((place / "dataset").glob("*.csv")):
        for row in _rows(path):
            yield row["full_text"], "non" not in path.name


def _reddit(place: Path) -> Labelled:
    for name, label in (("clickbait-reddit.txt", True), ("genuine-reddit.txt", False)):
        for line in (place / "data/reddit" / name).read_text("utf-8", errors="replace").splitlines():
            yield line, label


def _surge(place: Path) -> Labelled:
    for row in _rows(place / "toxicity_en.csv"):
        yield row["text"], row["is_toxic"] == "Toxic"


def _davidson(place: Path) -> Labelled:
    """Yield hate and neither; "offensive" is where the bias against dialect sits (Sap et al. 2019): it is left out."""
    for row in _rows(place / "data/labeled_data.csv"):
        if row["class"] in "02":
            yield row["tweet"], row["class"] == "0"


def _hatecheck(place: Path) -> Labelled:
    for row in _rows(place / "test_suite_cases.csv"):
        yield row["test_case"], row["label_gold"] == "hateful"


def _multilingual(place: Path) -> Labelled:
    for path in sorted((place / "MHC Final Cases").glob("*.csv")):
        for row in _rows(path):
            yield row["test_case"], row["label_gold"] == "hateful"


def _germeval(place: Path) -> Labelled:
    for path in sorted(place.glob("germeval2018.*.txt")):
        for line in path.read_text("utf-8").splitlines():
            text, _, fine = line.rsplit("\t", 2)
            yield text, {"OTHER": False, "PROFANITY": None}.get(fine, True)


def _spans(place: Path) -> Labelled:
    for row in _rows(place / "SemEval2021/data/tsd_train.csv"):
        yield row["text"], True if len(row["spans"]) > 2 else None


def _wikipedia(place: Path) -> Labelled:
    for name in ("gc", "gn"):
        for row in _rows(place / f"data/CAT_LARGE/{name}.csv"):
            found = float(row["label"])
            yield row["text"], True if found > 0.5 else False if found < 0.2 else None


def _ethos(place: Path) -> Labelled:
    for row in _rows(place / "ethos/ethos_data/Ethos_Dataset_Binary.csv", delimiter=";"):
        yield row["comment"], float(row["isHate"]) >= 0.5


def _unhealthy(place: Path) -> Labelled:
    for path in sorted((place / "corpus").glob("t*.csv")):
        for row in _rows(path):
            hostile = float(row["hostile"]) + float(row["antagonize"])
            yield row["comment"], True if hostile == 2 else False if not hostile and row["healthy"] == "1" else None


def _posts(place: Path) -> Labelled:
    for path in sorted((place / "content/posts").rglob("*")):
        if path.suffix not in {".md", ".html"} or path.name.startswith("_"):
            continue
        head, _, body = path.read_text("utf-8", errors="replace").partition("---")[2].partition("\n---")
        title = re.search(r"^title:\s*[\"'>]*(.+?)[\"']?\s*$", head, re.MULTILINE)
        if title:
            yield title[1], False
        parts = [" ".join(MARKUP.sub(r"\1\2", part).split()) for part in body.split("\n\n")]
        yield from ((part, False) for part in [part for part in parts if len(part) > 60][:3])


def _listed(*patterns: str) -> Callable[[Path], Labelled]:
    """Return a reader of the entries of Markdown lists."""

    def read(place: Path) -> Labelled:
        for path in sorted(path for pattern in patterns for path in place.glob(pattern)):
            for line in path.read_text("utf-8", errors="replace").splitlines():
                found = re.match(r"\s*[-*] (?:\[ ?\] )?(.+)", line)
                if found:
                    yield re.sub(r" - .*|\(.*", "", MARKUP.sub(r"\1\2", found[1])), False

    return read


def quoting(folder: Path) -> dict[str, list[str]]:
    """Return civil cases that repeat or answer hatred, by what they test."""
    kinds = {"counter_quote_nh": "quotation of hatred, refused", "counter_ref_nh": "answers that name hatred"}
    found: dict[str, list[str]] = {words: [] for words in kinds.values()}
    for row in _rows(folder / CORPORA["hatecheck"].repository / "test_suite_cases.csv"):
        if row["functionality"] in kinds:
            found[kinds[row["functionality"]]].append(" ".join(row["test_case"].split()))
    return found


def dialects(folder: Path) -> Callable[[str], float]:
    """Return a function that says which part of a text's words is like African American English on Twitter, 0 to 1.

    Source: the word counts by demographic topic of Blodgett, Green & O'Connor 2016 (doi:10.18653/v1/D16-1120),
    repository slanglab/twitteraae, MIT; the parts are found by expectation maximisation.
    """
    place = folder / "slanglab/twitteraae/model"
    counts = np.loadtxt(place / "model_count_table.txt")
    likely = (counts + 1) / counts.sum(0)
    lines = (place / "model_vocab.txt").read_text("utf-8").split("\n")
    rows = {line.split("\t")[-1].strip(): row for row, line in enumerate(lines)}

    def part(text: str) -> float:
        known = [rows[word] for word in re.findall(r"#?\w+(?:['’]\w+)?|[^\w\s]+", text.lower()) if word in rows]
        if len(known) < FEWEST:
            return 0.0
        parts = np.full(likely.shape[1], 1 / likely.shape[1])
        for _ in range(8):
            share = likely[known] * parts
            parts = ((share / share.sum(1, keepdims=True)).sum(0) + 0.5) / (len(known) + 2)
        return float(parts[0])

    return part


BAIT, HOSTILE = ("bait",), ("hostile",)
BOTH = ("bait", "hostile")

CORPORA = {
    "chakraborty": Corpus(
        repository="bhargaviparanjape/clickbait",
        licence="MIT",
        about="headlines of BuzzFeed and the like, and of newspapers; Chakraborty et al. 2016, arXiv:1610.09786",
        read=_chakraborty,
        heads=BAIT,
        most=32_000,
    ),
    "downs": Corpus(
        repository="peterldowns/clickbait-classifier",
        licence="MIT",
        about="headlines of BuzzFeed, ClickHole and Dose, and of the New York Times before 2007",
        read=_downs,
        heads=BAIT,
    ),
    "ta1c": Corpus(
        repository="gmordecki/TA1C",
        licence="MIT",
        about="Spanish teasers of 18 news media; Mordecki et al. 2024",
        read=_mordecki,
        heads=BAIT,
        learnt=False,
    ),
    "turkish": Corpus(
        repository="clickbaittr/turkish-clickbait-dataset",
        licence="CC BY-SA 4.0",
        about="Turkish headlines of two clickbait accounts and two newspapers",
        read=_turkish,
        heads=BAIT,
        learnt=False,
        most=4_000,
    ),
    "reddit": Corpus(
        repository="saurabhmathur96/clickbait-detector",
        licence="GPL-3.0",
        about="headlines that readers of Reddit called clickbait, and others they called genuine",
        read=_reddit,
        heads=BAIT,
        learnt=False,
    ),
    "surge": Corpus(
        repository="surge-ai/toxicity",
        licence="MIT",
        about="1,000 comments, half of them found toxic",
        read=_surge,
        heads=HOSTILE,
    ),
    "davidson": Corpus(
        repository="t-davidson/hate-speech-and-offensive-language",
        licence="MIT",
        about="tweets called hateful or neither; Davidson et al. 2017, arXiv:1703.04009",
        read=_davidson,
        heads=HOSTILE,
    ),
    "hatecheck": Corpus(
        repository="paul-rottger/hatecheck-data",
        licence="CC BY 4.0",
        about="cases by design: hatred, and quotation, denial, counter-speech; Röttger et al. 2021, arXiv:2012.15606",
        read=_hatecheck,
        heads=HOSTILE,
    ),
    "multilingual": Corpus(
        repository="rewire-online/multilingual-hatecheck",
        licence="CC BY 4.0",
        about="the same in ten more languages; Röttger et al. 2022, arXiv:2206.09917",
        read=_multilingual,
        heads=HOSTILE,
    ),
    "germeval": Corpus(
        repository="uds-lsv/GermEval-2018-Data",
        licence="CC BY 4.0",
        about="German tweets; Wiegand et al. 2018",
        read=_germeval,
        heads=HOSTILE,
    ),
    "spans": Corpus(
        repository="ipavlopoulos/toxic_spans",
        licence="CC0 1.0",
        about="comments of Civil Comments with the words that make them toxic; Pavlopoulos et al. 2021",
        read=_spans,
        heads=HOSTILE,
    ),
    "wikipedia": Corpus(
        repository="ipavlopoulos/context_toxicity",
        licence="Apache-2.0",
        about="comments on the talk pages of Wikipedia; Pavlopoulos et al. 2020, arXiv:2006.00998",
        read=_wikipedia,
        heads=HOSTILE,
    ),
    "ethos": Corpus(
        repository="intelligence-csd-auth-gr/Ethos-Hate-Speech-Dataset",
        licence="GPL-3.0",
        about="comments on YouTube and Reddit; Mollas et al. 2022, arXiv:2006.08328",
        read=_ethos,
        heads=HOSTILE,
        learnt=False,
    ),
    "unhealthy": Corpus(
        repository="conversationai/unhealthy-conversations",
        licence="CC BY-NC-SA 4.0",
        about="comments under news, hostile or healthy; Price et al. 2020, arXiv:2010.07410",
        read=_unhealthy,
        heads=HOSTILE,
        learnt=False,
    ),
    "government": Corpus(
        repository="18F/18f.gsa.gov",
        licence="CC0 1.0",
        about="a blog on public software: titles and first paragraphs",
        read=_posts,
        heads=BOTH,
    ),
    "carpentries": Corpus(
        repository="carpentries/carpentries.org",
        licence="CC BY 4.0",
        about="a blog of people who teach: titles and first paragraphs",
        read=_posts,
        heads=BOTH,
    ),
    "learned": Corpus(
        repository="jbranchaud/til",
        licence="MIT",
        about="titles of small things learnt",
        read=_listed("README.md"),
        heads=BOTH,
    ),
    "books": Corpus(
        repository="EbookFoundation/free-programming-books",
        licence="CC BY 4.0",
        about="titles of books and courses in forty languages",
        read=_listed("books/*.md", "courses/*.md"),
        heads=BOTH,
    ),
    "interviews": Corpus(
        repository="h5bp/Front-end-Developer-Interview-Questions",
        licence="MIT",
        about="plain questions, in many languages",
        read=_listed("src/questions/*.md", "src/translations/*/*.md"),
        heads=BOTH,
    ),
}
