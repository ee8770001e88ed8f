"""A real browser, driven over the Chrome DevTools Protocol by a pipe (its file descriptors 3 and 4): Python's standard library alone.

    with Browser(folder, rules="MAP site.example 127.0.0.1:8443", trusted=[site.fingerprint]) as browser:
        page = browser.page()
        page.open("https://site.example/")
        page.click("#sign-in")
        page.until("document.querySelector('h2')")
"""
import base64
import fcntl
import json
import os
import select
import shutil
import subprocess

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
_LONGEST_SECONDS = 300  # after this a browser that says nothing is taken for dead


class Broken(Exception):
    """The browser refused what was asked of it, or the script in the page threw."""


def _pipe():
    """Ends numbered far above 3 and 4, so that giving those numbers to the browser overwrites none."""
    return tuple(fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in os.pipe())


class Browser:
    """`trusted`: base64 of the SHA-256 of a site's SubjectPublicKeyInfo; its certificate is taken as if an authority had signed it."""

    def __init__(self, folder, rules, trusted):
        read_by_it, self._to = _pipe()
        self._from, written_by_it = _pipe()
        words = [PROGRAM, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run", "--disable-gpu", "--disable-sync", "--disable-extensions",
                 "--disable-background-networking", "--disable-component-update", f"--host-resolver-rules={rules}", "--ignore-certificate-errors-spki-list=" + ",".join(trusted)]
        if os.geteuid() == 0:
            words.append("--no-sandbox")  # Chromium's own does not start as root
        self._log = open(os.path.join(folder, "chromium.log"), "wb")
        start = f'exec "$@" 3<&{read_by_it} 4>&{written_by_it}'
        self._process = subprocess.Popen(["bash", "-c", start, "chromium", *words, "about:blank"], pass_fds=(read_by_it, written_by_it), stdout=self._log, stderr=self._log)
        os.close(read_by_it)
        os.close(written_by_it)
        self._calls, self._rest, self.events = 0, b"", []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._to)  # it ends with its pipe
        os.close(self._from)
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def _message(self):
        while b"\0" not in self._rest:
            if not select.select([self._from], [], [], _LONGEST_SECONDS)[0]:
                raise Broken("the browser says nothing")
            more = os.read(self._from, 1 << 20)
            if not more:
                raise Broken("the browser has ended")
            self._rest += more
        one, self._rest = self._rest.split(b"\0", 1)
        return json.loads(one)

    def call(self, method, parameters=None, session=None):
        self._calls += 1
        asked = {"id": self._calls, "method": method, "params": parameters or {}, **({"sessionId": session} if session else {})}
        text = json.dumps(asked).encode() + b"\0"
        while text:
            text = text[os.write(self._to, text):]
        while True:
            said = self._message()
            if said.get("id") == asked["id"]:
                if "error" in said:
                    raise Broken(f"{method}: {said['error']}")
                return said["result"]
            self.events.append(said)

    def wait_for(self, method, session):
        """The event, and all before it are forgotten."""
        while True:
            if not self.events:
                self.events.append(self._message())
            said = self.events.pop(0)
            if said.get("method") == method and said.get("sessionId") == session:
                return said["params"]

    def page(self):
        return Page(self)


class Page:
    def __init__(self, browser):
        self._browser = browser
        target = browser.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = browser.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")

    def call(self, method, parameters=None):
        return self._browser.call(method, parameters, self._session)

    def open(self, url):
        """Loaded anew, also where only what stands behind the # is another."""
        for each in ("about:blank", url):
            self._browser.events.clear()
            error = self.call("Page.navigate", {"url": each}).get("errorText")
            if error:
                raise Broken(f"{url}: {error}")
            self._browser.wait_for("Page.loadEventFired", self._session)

    def run(self, script):
        """What an expression, or the promise that it is, comes to."""
        said = self.call("Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True})
        if "exceptionDetails" in said:
            raise Broken(said["exceptionDetails"].get("exception", {}).get("description", "") or str(said["exceptionDetails"]))
        return said["result"].get("value")

    def until(self, condition):
        """What `condition` comes to when the page has changed so that it is true."""
        return self.run(f"""new Promise((done) => {{
          const look = () => {{ const found = {condition}; if (found) done(found instanceof Node ? found.textContent : found); return found; }};
          if (!look()) new MutationObserver((_, self) => look() && self.disconnect()).observe(document, {{ subtree: true, childList: true, characterData: true }});
        }})""")

    def click(self, selector):
        self.until(f"document.querySelector({json.dumps(selector)})")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def text(self, selector="body"):
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def choose_file(self, selector, path):
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        self.call("DOM.setFileInputFiles", {"files": [str(path)], "nodeId": node})


class Authenticator:
    """A phone's own: keys that it finds by itself, and a person whom it verifies, or does not."""

    def __init__(self, page):
        self._page = page
        page.call("WebAuthn.enable")
        options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
                   "automaticPresenceSimulation": True}
        self._id = page.call("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def _call(self, method, **parameters):
        return self._page.call("WebAuthn." + method, {"authenticatorId": self._id, **parameters})

    def verifies(self, yes):
        self._call("setUserVerified", isUserVerified=yes)

    def keys(self):
        return self._call("getCredentials")["credentials"]

    def set_counter(self, key, counter):
        """As of a copy that was made when the key had signed that often."""
        self._call("removeCredential", credentialId=key["credentialId"])
        self._call("addCredential", credential={**key, "signCount": counter})


def base64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
