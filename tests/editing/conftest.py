"""A config.yaml in an empty folder, and the commands on it."""

from types import SimpleNamespace

import pytest

from generator.cli import main
from generator.opening import opened


@pytest.fixture
def digest(tmp_path, capsys):
    path = tmp_path / "config.yaml"

    def write(text):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(*words):
        code = main([*words, "--config", str(path)])
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    def read():
        return path.read_bytes().decode()

    return SimpleNamespace(path=path, write=write, run=run, read=read, sources=lambda: opened(path).sources)
