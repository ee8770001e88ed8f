"""Client certificates as a bank's own authority would issue them, by the openssl program: good ones, and one of each kind that a door must turn away.

Everybody named is invented, and every subject says SANDBOX.
"""
import pathlib
import subprocess

_CONFIG = """
[ca]
default_ca = here
[here]
database = {folder}/index.txt
serial = {folder}/serial
crlnumber = {folder}/crlnumber
new_certs_dir = {folder}
default_md = sha256
policy = anything
unique_subject = no
[anything]
organizationName = optional
commonName = supplied
[extensions]
basicConstraints = critical,CA:{is_authority}
keyUsage = critical,{key_usage}
{purpose}
"""
_CLIENT = "extendedKeyUsage = clientAuth"
_LONG_AGO, _FAR = "20200101000000Z", "20491231235959Z"


def _openssl(*words, given=b""):
    done = subprocess.run(["openssl", *map(str, words)], input=given, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {words[0]}: {done.stderr.decode(errors='replace')}")
    return done.stdout


class Authority:
    """Issues certificates into a folder of its own: NAME.pem and NAME-key.pem."""

    def __init__(self, folder, certificate=None, key=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "index.txt").write_text("")
        (self.folder / "serial").write_text("01\n")
        (self.folder / "crlnumber").write_text("01\n")
        self.certificate, self.key = certificate, key
        if certificate is None:
            self.certificate, self.key = self.folder / "authority.pem", self.folder / "authority-key.pem"
            self._new_key(self.key)
            _openssl("req", "-x509", "-new", "-key", self.key, "-subj", "/O=Katiwala SANDBOX/CN=another SANDBOX authority", "-days", 3650, "-out", self.certificate)

    @staticmethod
    def _new_key(path):
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)

    def issue(self, name, purpose=_CLIENT, start=_LONG_AGO, end=_FAR, is_authority=False):
        """The paths of certificate and key. `purpose`: a line of openssl's extensions, or none."""
        key, request, certificate = (self.folder / f"{name}{tail}" for tail in ("-key.pem", ".csr", ".pem"))
        self._new_key(key)
        _openssl("req", "-new", "-key", key, "-subj", f"/O=Katiwala SANDBOX/CN=sandbox {name}", "-out", request)
        self.certify(name, request, purpose, start, end, is_authority)
        return certificate, key

    def certify(self, name, request, purpose=_CLIENT, start=_LONG_AGO, end=_FAR, is_authority=False):
        """The path of a certificate for whoever signed the request."""
        certificate, config = (self.folder / f"{name}{tail}" for tail in (".pem", ".cnf"))
        usage = "keyCertSign" if is_authority else "digitalSignature"
        config.write_text(_CONFIG.format(folder=self.folder, is_authority=str(is_authority).upper(), key_usage=usage, purpose=purpose))
        _openssl("ca", "-batch", "-notext", "-config", config, "-extensions", "extensions", "-cert", self.certificate, "-keyfile", self.key, "-in", request,
                 "-out", certificate, "-startdate", start, "-enddate", end)
        return certificate

    def _ca(self, *words):
        config = self.folder / "lists.cnf"
        config.write_text(_CONFIG.format(folder=self.folder, is_authority="FALSE", key_usage="digitalSignature", purpose=""))
        _openssl("ca", "-config", config, "-cert", self.certificate, "-keyfile", self.key, *words)

    def revoke(self, name):
        """It stands on the lists that are made from now on."""
        self._ca("-revoke", self.folder / f"{name}.pem")

    def write_list(self, path):
        """Everybody who is revoked, good for an hour; as docs/keys.md tells a bank to do it."""
        self._ca("-gencrl", "-crlhours", "1", "-out", f"{path}.new")
        pathlib.Path(f"{path}.new").rename(path)


def sign(key, message):
    """ECDSA P-256 with SHA-256, DER: what the door takes of such a key."""
    return _openssl("dgst", "-sha256", "-sign", key, given=message)
