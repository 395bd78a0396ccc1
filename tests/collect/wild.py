"""A server of raw bytes on loopback for tests: what each path answers in, every request that was made out."""

import socket
import threading
from contextlib import contextmanager, suppress
from types import SimpleNamespace


def response(body=b"", *headers, status="200 OK"):
    """Return a whole response; headers are given as `Name: value`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


@contextmanager
def wild(paths=None):
    """Serve `paths`: path -> bytes, or a function of (connection, request) that sends or returns what it likes."""
    server = Wild(dict(paths or {}))
    accepting = threading.Thread(target=server.listen, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        accepting.join()
        for thread in server.threads:
            thread.join(timeout=6)


class Wild:
    """One server; `most` is how many requests were under way at one time."""

    def __init__(self, paths):
        self.paths, self.requests, self.threads, self.open, self.most = paths, [], [], 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.guard = threading.Lock()

    def listen(self):
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.threads.append(threading.Thread(target=self.talk, args=(connection,), daemon=True))
                self.threads[-1].start()

    def talk(self, connection):
        with suppress(OSError), connection:
            connection.settimeout(5)
            while (data := _request(connection)) is not None:
                if (answer := self.answer(connection, _parsed(data))) is None:
                    return
                connection.sendall(answer)

    def answer(self, connection, request):
        with self.guard:
            self.requests.append(request)
            self.open += 1
            self.most = max(self.most, self.open)
        try:
            answer = self.paths.get(request.path, response(b"nothing", status="404 Not Found"))
            return answer(connection, request) if callable(answer) else answer
        finally:
            with self.guard:
                self.open -= 1


def _request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _parsed(data):
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    method, path = (part.decode("latin-1") for part in lines[0].split(b" ")[:2])
    pairs = [line.partition(b":") for line in lines[1:]]
    headers = {name.decode().lower(): value.strip() for name, _, value in pairs}
    return SimpleNamespace(method=method, body=body, path=path, headers=headers, host=headers.get("host", b"").decode())
