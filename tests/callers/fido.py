"""What libfido2 makes of a passkey's answers: other people's code, which shares nothing with the ledger's. Loaded as it is installed (openssh-client needs it)."""
import ctypes
import hashlib

_OK, _TRUE, _ES256 = 0, 2, -7
# SubjectPublicKeyInfo of a P-256 key, before its two coordinates (RFC 5480).
_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")


def library():
    try:
        out = ctypes.CDLL("libfido2.so.1")
    except OSError:
        return None
    for name in ("fido_cred_new", "fido_assert_new", "es256_pk_new", "fido_cred_pubkey_ptr", "fido_cred_id_ptr"):
        getattr(out, name).restype = ctypes.c_void_p
    for name in ("fido_cred_pubkey_len", "fido_cred_id_len"):
        getattr(out, name).restype = ctypes.c_size_t
    out.fido_init(0)
    return out


def _size(raw):
    return ctypes.c_size_t(len(raw))


class Key:
    """Read by libfido2 out of what a browser answered when the passkey was made."""

    def __init__(self, fido, rp_id, client_data, attestation_object):
        self._fido, self._rp_id = fido, rp_id.encode()
        # {fmt, attStmt, authData}: the last of its three, a byte string of a length below 256.
        place = attestation_object.index(b"authData") + len(b"authData")
        assert attestation_object[place] == 0x58 and attestation_object[place + 1] == len(attestation_object) - place - 2, "an attestation that is written otherwise"
        made = ctypes.c_void_p(fido.fido_cred_new())
        data = attestation_object[place:]
        for said in (fido.fido_cred_set_type(made, _ES256), fido.fido_cred_set_clientdata(made, client_data, _size(client_data)),
                     fido.fido_cred_set_rp(made, self._rp_id, None), fido.fido_cred_set_uv(made, _TRUE), fido.fido_cred_set_authdata(made, data, _size(data))):
            assert said == _OK, f"libfido2 does not take the enrolment: {said}"
        self.id = ctypes.string_at(fido.fido_cred_id_ptr(made), fido.fido_cred_id_len(made))
        self.point = ctypes.string_at(fido.fido_cred_pubkey_ptr(made), fido.fido_cred_pubkey_len(made))
        fido.fido_cred_free(ctypes.byref(made))

    @property
    def fingerprint(self):
        """As the ledger names a passkey: the SHA-256 of its SubjectPublicKeyInfo."""
        return hashlib.sha256(_SPKI + self.point).hexdigest()

    def verifies(self, client_data, authenticator_data, signature):
        fido = self._fido
        key, said = ctypes.c_void_p(fido.es256_pk_new()), ctypes.c_void_p(fido.fido_assert_new())
        for done in (fido.es256_pk_from_ptr(key, self.point, _size(self.point)), fido.fido_assert_set_clientdata(said, client_data, _size(client_data)),
                     fido.fido_assert_set_rp(said, self._rp_id), fido.fido_assert_set_count(said, ctypes.c_size_t(1)), fido.fido_assert_set_up(said, _TRUE),
                     fido.fido_assert_set_uv(said, _TRUE), fido.fido_assert_set_authdata_raw(said, ctypes.c_size_t(0), authenticator_data, _size(authenticator_data)),
                     fido.fido_assert_set_sig(said, ctypes.c_size_t(0), signature, _size(signature))):
            assert done == _OK, f"libfido2 does not take the answer: {done}"
        verified = fido.fido_assert_verify(said, ctypes.c_size_t(0), _ES256, key) == _OK
        fido.fido_assert_free(ctypes.byref(said))
        fido.es256_pk_free(ctypes.byref(key))
        return verified
