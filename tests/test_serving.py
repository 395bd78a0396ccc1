"""A site that is shown on one machine is for whoever sits there, and for no page of another name."""

import http.client
from contextlib import contextmanager
from threading import Thread

import pytest

from generator import serving
from generator.previewing import live
from generator.previewing.live import Board

KINDS = (lambda folder: serving.server(folder, 0), lambda folder: live.server(folder, 0, Board()))


@contextmanager
def shown(folder, kind):
    (folder / "index.html").write_text("<head></head>Chalk")
    with kind(folder) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def status(port, path, *hosts):
    """Ask with these headers Host, and return the status."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    line.putrequest("GET", path, skip_host=True)
    for host in hosts:
        line.putheader("Host", host)
    line.endheaders()
    answer = line.getresponse()
    body = answer.read()
    line.close()
    assert answer.status == 200 or b"Chalk" not in body
    return answer.status


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_was_made_to_point_here_is_refused(tmp_path, kind):
    with shown(tmp_path, kind) as port:
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", "LOCALHOST", f"[::1]:{port}"):
            assert status(port, "/", host) == 200
        for hosts in (("bad.example",), ("127.0.0.1.bad.example",), ("127.0.0.1", "bad.example"), ("localhost.bad",)):
            assert status(port, "/", *hosts) == 421


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["/%00", "/a%00.html", "/../secret", "/%2e%2e/secret", "/..%2fsecret", "/[", "/%ff"])
def test_a_name_that_no_file_has_is_not_there_and_no_way_leads_out(tmp_path, kind, path, capfd):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("Chalk")

    with shown(site, kind) as port:
        assert status(port, path, "localhost") == 404

    assert capfd.readouterr().err == ""
