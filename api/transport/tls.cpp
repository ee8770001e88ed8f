#include "api/transport/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <csignal>

#include "api/transport/openssl_owned.h"

namespace katiwala::api::transport {
namespace {

void ignore_broken_pipes() {
  struct sigaction action {};
  if (sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
}

// The certificate of `identity`, then any intermediate ones.
bool load_chain(SSL_CTX* context, std::string_view pem) {
  const auto bio = reader_of(pem);
  const Owned<X509> leaf(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (const Owned<X509> next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    if (SSL_CTX_add1_chain_cert(context, next.get()) != 1) return false;
  return true;
}

bool load_key(SSL_CTX* context, std::string_view pem) {
  const auto bio = reader_of(pem);
  // An encrypted key must not make OpenSSL ask at the terminal.
  const auto no_passphrase = [](char*, int, int, void*) { return 0; };
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

bool load_authorities(SSL_CTX* context, std::string_view pem, bool announce) {
  const auto bio = reader_of(pem);
  std::size_t count = 0;
  while (const Owned<X509> authority{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get()) != 1) return false;
    if (announce && SSL_CTX_add_client_CA(context, authority.get()) != 1) return false;
    ++count;
  }
  return count > 0;
}

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in, unsigned in_length, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_length, kOurs, sizeof kOurs - 1, in, in_length) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

/// A certificate that says nothing of its purpose is good for any by RFC 5280; a client's must say that it is one's.
bool is_of_a_client(X509* certificate) {
  return (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0 && (X509_get_extended_key_usage(certificate) & XKU_SSL_CLIENT) != 0;
}

Result<crypto::Certificate> parsed(X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  if (length <= 0) return refuse(Code::CERTIFICATE_INVALID);
  auto result = crypto::parse_certificate_der({der, static_cast<std::size_t>(length)});
  OPENSSL_free(der);
  return result;
}

/// Who vouches for the certificate at the chain's beginning; itself, where it is trusted as it stands.
const X509* issuer_in(X509_STORE_CTX* store) {
  const STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(store);
  return sk_X509_value(chain, sk_X509_num(chain) > 1 ? 1 : 0);
}

}  // namespace

TlsContext::TlsContext(bool is_server) : context_(SSL_CTX_new(is_server ? TLS_server_method() : TLS_client_method())), is_server_(is_server) {
  KATIWALA_ASSERT(context_ != nullptr, "no memory for TLS");
  ignore_broken_pipes();
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Status TlsContext::load_settings() {
  bool fits = SSL_CTX_set_min_proto_version(context_, TLS1_3_VERSION) == 1 && SSL_CTX_set_max_proto_version(context_, TLS1_3_VERSION) == 1;
  SSL_CTX_set_options(context_, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  fits = fits && SSL_CTX_set_num_tickets(context_, 0) == 1 && SSL_CTX_set_max_early_data(context_, 0) == 1;
  SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context_, 1);  // a record's header and body in one read of the socket
  return fits ? good() : refuse(Code::TLS_SETUP, "This OpenSSL does not offer TLS 1.3.");
}

Status TlsContext::load(const Identity& identity, std::string_view authorities_pem) {
  KATIWALA_CHECK(load_settings());
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, &TlsStream::on_certificate);
  const bool shows_nothing = !is_server_ && identity.certificate_pem.empty();
  const bool loaded = (shows_nothing || (load_chain(context_, identity.certificate_pem) && load_key(context_, identity.key_pem))) &&
                      load_authorities(context_, authorities_pem, is_server_);
  ERR_clear_error();
  return loaded ? good() : refuse(Code::TLS_SETUP);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::server(const Identity& identity, std::string_view authorities_pem, Revoked is_revoked,
                                                             WallClock wall_micros, std::shared_ptr<RevocationFile> lists) {
  const std::shared_ptr<TlsContext> context(new TlsContext(true));
  KATIWALA_CHECK(context->load(identity, authorities_pem));
  SSL_CTX_set_alpn_select_cb(context->context_, choose_protocol, nullptr);
  context->is_revoked_ = std::move(is_revoked);
  context->wall_micros_ = std::move(wall_micros);
  context->lists_ = std::move(lists);
  return std::shared_ptr<const TlsContext>(context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::client(const Identity& identity, std::string_view authorities_pem, std::string host,
                                                             WallClock wall_micros) {
  const std::shared_ptr<TlsContext> context(new TlsContext(false));
  KATIWALA_CHECK(context->load(identity, authorities_pem));
  context->host_ = std::move(host);
  context->wall_micros_ = std::move(wall_micros);
  return std::shared_ptr<const TlsContext>(context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::public_client(std::string_view authorities_pem, std::string host, WallClock wall_micros) {
  const std::shared_ptr<TlsContext> context(new TlsContext(false));
  KATIWALA_CHECK(context->load_settings());
  // OpenSSL's own judgement alone: strangers' keys are often of kinds that nobody is enrolled with here.
  SSL_CTX_set_verify(context->context_, SSL_VERIFY_PEER, nullptr);
  const bool loaded =
      authorities_pem.empty() ? SSL_CTX_set_default_verify_paths(context->context_) == 1 : load_authorities(context->context_, authorities_pem, false);
  ERR_clear_error();
  if (!loaded) return refuse(Code::TLS_SETUP);
  context->host_ = std::move(host);
  context->wall_micros_ = std::move(wall_micros);
  return std::shared_ptr<const TlsContext>(context);
}

TlsStream::TlsStream(std::shared_ptr<const TlsContext> context, int fd) : context_(std::move(context)), ssl_(SSL_new(context_->context_)) {
  KATIWALA_ASSERT(ssl_ != nullptr && SSL_set_fd(ssl_, fd) == 1, "no memory for TLS");
  SSL_set_ex_data(ssl_, 0, this);  // index 0 is the application's own
  X509_VERIFY_PARAM* param = SSL_get0_param(ssl_);
  X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(context_->wall_micros_() / 1'000'000));
  if (context_->is_server_) {
    SSL_set_accept_state(ssl_);
    return;
  }
  SSL_set_connect_state(ssl_);
  std::string host = context_->host_;
  if (X509_VERIFY_PARAM_set1_ip_asc(param, host.c_str()) != 1) {
    ERR_clear_error();
    const bool named = SSL_set1_host(ssl_, host.c_str()) == 1 && SSL_ctrl(ssl_, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
    KATIWALA_ASSERT(named && !host.empty(), "no host name to hold the server's certificate against");
  }
}

TlsStream::~TlsStream() { SSL_free(ssl_); }

// Runs inside the handshake, so that a client that is turned away is told why by the alert.
int TlsStream::on_certificate(int accepted, X509_STORE_CTX* store) {
  if (accepted != 1 || X509_STORE_CTX_get_error_depth(store) != 0) return accepted;
  auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  return static_cast<TlsStream*>(SSL_get_ex_data(ssl, 0))->admit(store) ? 1 : 0;
}

bool TlsStream::admit(X509_STORE_CTX* store) {
  if (context_->is_server_ && !is_of_a_client(X509_STORE_CTX_get_current_cert(store))) {
    X509_STORE_CTX_set_error(store, X509_V_ERR_INVALID_PURPOSE);
    return false;
  }
  auto certificate = parsed(X509_STORE_CTX_get_current_cert(store));
  if (!certificate.ok()) {
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    return false;
  }
  peer_.certificate = std::move(certificate).value();
  peer_.certificate_fingerprint = peer_.certificate.fingerprint();
  peer_.key_fingerprint = peer_.certificate.key.fingerprint();
  peer_.issuer = issuer_id(issuer_in(store));
  const bool is_revoked = context_->is_revoked_ && context_->is_revoked_(peer_.certificate_fingerprint);
  const int error = is_revoked ? X509_V_ERR_CERT_REVOKED : error_of_lists();
  if (error != X509_V_OK) X509_STORE_CTX_set_error(store, error);
  return error == X509_V_OK;
}

/// As OpenSSL would say it of a list of its own (X509_V_FLAG_CRL_CHECK).
int TlsStream::error_of_lists() const {
  if (!context_->lists_) return X509_V_OK;
  switch (context_->lists_->standing_of(peer_.issuer, peer_.certificate.serial_hex, context_->wall_micros_())) {
    case RevocationFile::Standing::good: return X509_V_OK;
    case RevocationFile::Standing::revoked: return X509_V_ERR_CERT_REVOKED;
    case RevocationFile::Standing::no_list: break;
  }
  return X509_V_ERR_UNABLE_TO_GET_CRL;
}

TlsStream::Io TlsStream::outcome(int result) {
  const int error = SSL_get_error(ssl_, result);
  switch (error) {
    case SSL_ERROR_WANT_READ: return Io::want_read;
    case SSL_ERROR_WANT_WRITE: return Io::want_write;
    case SSL_ERROR_ZERO_RETURN: return Io::closed;
    default: return Io::failed;
  }
}

// OpenSSL keeps errors per thread, and one left over from another connection would be taken for this one's: each call starts clean.
TlsStream::Io TlsStream::handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_);
  if (result != 1) return outcome(result);
  return Io::done;
}

TlsStream::Io TlsStream::read(std::string& out) {
  constexpr std::size_t kMost = 16'384;
  thread_local char buffer[kMost];
  ERR_clear_error();
  std::size_t got = 0;
  const int result = SSL_read_ex(ssl_, buffer, kMost, &got);
  if (result != 1) return outcome(result);
  out.append(buffer, got);
  return Io::done;
}

TlsStream::Io TlsStream::write(std::string_view& rest) {
  while (!rest.empty()) {
    ERR_clear_error();
    std::size_t sent = 0;
    const int result = SSL_write_ex(ssl_, rest.data(), rest.size(), &sent);
    if (result != 1) return outcome(result);
    rest.remove_prefix(sent);
  }
  return Io::done;
}

void TlsStream::close_notify() {
  ERR_clear_error();
  if (SSL_is_init_finished(ssl_)) SSL_shutdown(ssl_);
}

}  // namespace katiwala::api::transport
