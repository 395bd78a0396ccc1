"""One sound set-up for all, and a copy of it for each test."""

import json
import shutil

import pytest

from tests.doctor.household import WEEKS, House, lived_in, made, site_of
from tests.loopback import serve
from tests.workflows import forge


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def house(sound, tmp_path, monkeypatch):
    """Return a copy of the sound set-up; the current folder is that of its digest."""
    folder = tmp_path / "home"
    shutil.copytree(sound, folder, symlinks=True)
    with forge.running() as there, serve(site_of(WEEKS)) as web:
        lived_in(there)
        street = tmp_path / "street.json"
        port = int(web.address.rpartition(":")[2])
        street.write_text(json.dumps({"me.github.io": ["127.0.0.1", port]}))
        house = House(folder=folder, forge=there, site=web.pages, street=street)
        house.git("remote", "set-url", "origin", str(folder / "remote.git"))
        monkeypatch.chdir(house.root)
        for name in ("GITHUB_REPOSITORY", "GH_TOKEN", "GITHUB_SERVER_URL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("GITHUB_API_URL", there.address)
        monkeypatch.setenv("GITHUB_TOKEN", there.token)
        yield house
