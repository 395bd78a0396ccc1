"""An answer in, bytes on a loopback connection out: the demo's own server, and what HTTP does when it breaks."""

import time
from http import HTTPStatus

from generator.demo import server
from tests.servers.ways import Broken


class Handler(server.Handler):
    """One connection."""

    def _status(self, reply, data):
        return reply.status if getattr(reply, "deaf", False) else super()._status(reply, data)

    def _send(self, reply, data, *, status=None, with_body=True):
        if not isinstance(reply, Broken) or not with_body or status == HTTPStatus.NOT_MODIFIED:
            super()._send(reply, data, status=status, with_body=with_body)
            return
        self.close_connection = True
        if reply.bare:
            return
        self.send_response(reply.status)
        fields = server.fields(reply, data)
        if reply.chunked:
            fields = {**fields, "Transfer-Encoding": "chunked"}
            del fields["Content-Length"]
        for name, content in fields.items():
            self.send_header(name, content)
        self.end_headers()
        self._trickle(reply, data)

    def _trickle(self, reply, data):
        whole = data if reply.cut is None else data[: reply.cut]
        size = 1 if reply.drip else 700
        for start in range(0, len(whole), size):
            piece = whole[start : start + size]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if reply.chunked else piece)
            time.sleep(reply.drip)
        if reply.chunked and reply.cut is None:
            self.wfile.write(b"0\r\n\r\n")
