/// Two states with the same fingerprint are taken for one: 128 bits over every record, so that what a search has seen it does not see again.
///
/// Left out is only what nothing judges by: texts of rulebooks (their hashes stand for them), the number of flags raised so far.
#pragma once

#include <type_traits>

#include "ledger/custody/state.h"

namespace katiwala::policies::properties {

class Fingerprint {
 public:
  void word(std::uint64_t value) {
    a_ = (a_ ^ value) * 0x9e3779b97f4a7c15ULL;
    a_ ^= a_ >> 32;
    b_ = (b_ + value) * 0xc2b2ae3d27d4eb4fULL;
    b_ ^= b_ >> 29;
  }
  void bytes(ByteView data) {
    word(data.size());
    for (std::size_t at = 0; at < data.size(); at += 8) {
      std::uint64_t chunk = 0;
      std::memcpy(&chunk, data.data() + at, std::min<std::size_t>(8, data.size() - at));
      word(chunk);
    }
  }
  template <class T>
  void operator()(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) word(static_cast<std::uint64_t>(value));
    else if constexpr (Described<T>) described(value);
    else other(value);
  }
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> value() const { return {a_, b_}; }

 private:
  template <class T>
  struct Walk {
    const T& object;
    Fingerprint& out;
    template <class M, class... More>
    void operator()(unsigned key, std::string_view, M T::*member, More...) const {
      out.word(key);
      out(object.*member);
    }
  };
  template <class T>
  void described(const T& object) {
    Walk<T> walk{object, *this};
    T::fields(walk);
  }
  void other(const std::string& text) { bytes(view(text)); }
  void other(CivilDate day) { word(static_cast<std::uint64_t>(day.days())); }
  void other(Instant at) { word(static_cast<std::uint64_t>(at.micros)); }
  void other(Currency currency) { word(currency.numeric()); }
  void other(Amount amount) {
    other(amount.currency());
    word(static_cast<std::uint64_t>(amount.minor()));
  }
  void other(const Rate& rate) {
    other(rate.base());
    word(static_cast<std::uint64_t>(rate.mantissa()));
    word(static_cast<std::uint64_t>(rate.scale()));
  }
  template <std::size_t N>
  void other(const std::array<std::uint8_t, N>& data) { bytes(data); }
  template <class Tag>
  void other(const Id<Tag>& id) { bytes(id.bytes); }
  template <class T>
  void other(const std::optional<T>& maybe) {
    word(maybe.has_value() ? 1 : 0);
    if (maybe) (*this)(*maybe);
  }
  template <class T>
  void other(const std::vector<T>& all) {
    word(all.size());
    for (const T& one : all) (*this)(one);
  }
  void other(const custody::Command& command) {
    word(command.index());
    std::visit([this](const auto& one) { (*this)(one); }, static_cast<const custody::CommandVariant&>(command));
  }

  std::uint64_t a_ = 0x243f6a8885a308d3ULL, b_ = 0x13198a2e03707344ULL;
};

/// Of everything that may be judged by. Records in tables without an order are added up.
inline void add(Fingerprint& out, const custody::State& state) {
  std::uint64_t a = 0, b = 0;
  const auto each = [&](std::uint64_t table, const auto& records, auto less) {
    for (const auto& [key, record] : records) {
      Fingerprint one;
      one.word(table);
      less(one, key, record);
      a += one.value().first;
      b += one.value().second;
    }
  };
  const auto whole = [](Fingerprint& one, const auto& key, const auto& record) {
    one(key);
    one(record);
  };
  out(state.ledger);
  each(1, state.principals, whole);
  each(2, state.rates, whole);
  each(3, state.pools, whole);
  each(4, state.wards, whole);
  each(5, state.protections, whole);
  each(6, state.credits, whole);
  each(7, state.proposals, whole);
  each(8, state.requests, whole);
  each(9, state.asked, whole);
  each(10, state.rulebooks, [](Fingerprint& one, const Digest& digest, const auto&) { one(digest); });
  each(11, state.watches, [](Fingerprint& one, const custody::Subject& of, const custody::Watch& watch) {
    one(of);
    one(watch.covered);
    one(watch.cases);
    one(watch.obligations);
    one(watch.freezes);
    one(watch.reminders);
  });
  each(13, state.files, whole);
  each(14, state.recalls, whole);
  state.book.for_each([&](const book::Account& account, Amount amount) {
    Fingerprint one;
    one.word(12);
    one(account);
    one(amount);
    a += one.value().first;
    b += one.value().second;
  });
  out.word(a);
  out.word(b);
  for (const custody::AgendaItem& item : state.agenda) {
    out(item.due);
    out(item.matter);
    out(item.object);
    out.word(item.number);
  }
}

}  // namespace katiwala::policies::properties
