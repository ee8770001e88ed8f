#include "api/messages/xml_writer.h"

namespace katiwala::api::messages {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\r': out += "&#13;"; break;  // a plain one would be read as LF
      default: out.push_back(c);
    }
  }
  return out;
}

}  // namespace

XmlWriter::XmlWriter(std::string_view definition) {
  line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  line("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + std::string(definition) + "\">");
  open_.emplace_back("Document");
}

void XmlWriter::line(std::string_view text) { out_.append(2 * open_.size(), ' ').append(text).append("\n"); }

void XmlWriter::open(std::string_view name) {
  line("<" + std::string(name) + ">");
  open_.emplace_back(name);
}

void XmlWriter::close() {
  KATIWALA_ASSERT(!open_.empty(), "an element closed that was not opened");
  const std::string name = std::move(open_.back());
  open_.pop_back();
  line("</" + name + ">");
}

void XmlWriter::leaf(std::string_view name, std::string_view text) {
  const std::string tag(name);
  line("<" + tag + ">" + escaped(text) + "</" + tag + ">");
}

void XmlWriter::maybe_leaf(std::string_view name, std::string_view text) {
  if (!text.empty()) leaf(name, text);
}

void XmlWriter::amount(std::string_view name, Amount amount) {
  KATIWALA_ASSERT(!amount.is_negative(), "a bank message writes no sign");
  const std::string tag(name);
  line("<" + tag + " Ccy=\"" + amount.currency().code() + "\">" + amount.text() + "</" + tag + ">");
}

void XmlWriter::chain(std::initializer_list<std::string_view> path, std::string_view text) {
  KATIWALA_ASSERT(path.size() > 0, "a chain of no elements");
  for (auto name = path.begin(); name + 1 != path.end(); ++name) open(*name);
  leaf(*(path.end() - 1), text);
  for (std::size_t i = 1; i < path.size(); ++i) close();
}

std::string XmlWriter::finish() {
  KATIWALA_ASSERT(open_.size() == 1, "an element was left open");
  close();
  return std::move(out_);
}

}  // namespace katiwala::api::messages
