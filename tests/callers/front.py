"""The proxy that holds a site's certificate, before the listener of people: TLS outside, one request after another inside. It remembers what went through,
and can change it on its way as a host that lies would.
"""
import base64
import hashlib
import http.client
import http.server
import ssl
import subprocess
import threading

_NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A connection that broke off is the caller's: the browser says what it misses."""


class Site:
    """`changes`: {"asked" or "answered": function(method, path, body) to the body that goes on}."""

    def __init__(self, folder, names, inside):
        self.passed, self.changes, self.inside = [], {}, inside
        certificate, key = folder / "site.pem", folder / "site-key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "30", "-subj",
                        "/O=Katiwala SANDBOX/CN=" + names[0], "-addext", "subjectAltName=" + ",".join("DNS:" + name for name in names)], check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.fingerprint = base64.b64encode(hashlib.sha256(public).digest()).decode()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def sent(self, method, path):
        """Bodies of the requests that went to such a path, the last one last."""
        return [body for m, p, body in self.passed if (m, p) == (method, path)]

    def _changed(self, way, method, path, body):
        return self.changes[way](method, path, body) if way in self.changes else body

    def _handler(self):
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def _pass(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                body = site._changed("asked", self.command, self.path, body)
                site.passed.append((self.command, self.path, body))
                inner = http.client.HTTPConnection("127.0.0.1", site.inside)
                inner.request(self.command, self.path, body or None, {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON})
                answer = inner.getresponse()
                raw = site._changed("answered", self.command, self.path, answer.read())
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in _NOT_PASSED_ON:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
                inner.close()

            do_GET = do_POST = _pass

            def log_message(self, *_):
                pass

        return Handler
