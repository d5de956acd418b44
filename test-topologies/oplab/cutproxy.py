"""A TCP connection that can be cut and mended: what lies between a browser and its server."""

from __future__ import annotations

import socket
import threading

_EVENTS = b"text/event-stream"
"""In the head of the answer that is a stream of events, the last on its connection."""
_JSON = b"Content-Type: application/json"
_HEAD_END = b"\r\n\r\n"


class CutProxy:
    """Passes connections of this machine on to a port, unless it is cut or deaf."""

    def __init__(self, target_port: int) -> None:
        self._target = ("127.0.0.1", target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._whole = True
        self.deaf = False
        """While this is so nothing of what event streams say gets through."""
        self.short = False
        """While this is so a JSON answer is cut where its body begins."""
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        """What a browser calls this server."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Breaks every connection, and each new one at once."""
        with self._lock:
            self._whole = False
            broken, self._open = self._open, set()
        for end in broken:
            _shut(end)

    def mend(self) -> None:
        """Lets new connections through again."""
        with self._lock:
            self._whole = True

    def close(self) -> None:
        """Ends it for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target, timeout=10)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        with self._lock:
            if self._whole:
                self._open |= {near, far}
        if near not in self._open:
            _shut(near)
            _shut(far)
            return
        back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
        back.start()
        self._pump(near, far)
        back.join()
        with self._lock:
            self._open -= {near, far}
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        stream = False
        try:
            while data := source.recv(65536):
                stream = stream or _EVENTS in data
                if self.short and _JSON in data:
                    sink.sendall(data[: data.index(_HEAD_END) + len(_HEAD_END)])
                    break
                if not (stream and self.deaf):
                    sink.sendall(data)
        except OSError:
            pass
        _shut(source)
        _shut(sink)


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
