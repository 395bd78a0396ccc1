"""A config.yaml in an empty folder, read or refused."""

import pytest

from generator.errors import InputError
from tests.config.driver import SITE, entry, read


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "config.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def load(write):
    return lambda content: read(write(content))


@pytest.fixture
def sources(load):
    return lambda entries: load(f"{SITE}sources:\n{entries}").sources


@pytest.fixture
def source(load):
    def only(lines):
        (found,) = load(entry(lines)).sources
        return found

    return only


@pytest.fixture
def wrong(load):
    def problems(content):
        with pytest.raises(InputError) as caught:
            load(content)
        return caught.value.problems

    return problems
