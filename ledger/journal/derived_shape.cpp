// What a derived row can hold, member by member: rows that a program with other members kept are no cache of this one's.
#include <set>
#include <typeinfo>

#include "ledger/crypto/digest.h"
#include "ledger/journal/derived.h"
#include "ledger/journal/derived_rows.h"
#include "ledger/record/codec.h"

namespace katiwala::journal {
namespace {

/// To be raised where a fold comes to keep something else in the members that are there, or rows are laid out anew (derived_rows.cpp).
constexpr std::string_view kRevision = "1 ";

class Drawing {
 public:
  template <class... Records>
  Digest of() {
    (use<Records>(), ...);
    return crypto::sha256(view(text_));
  }

 private:
  template <class T>
  struct Members {
    Drawing& drawing;
    template <class M, class... Mark>
    void operator()(std::uint64_t key, std::string_view name, M T::*, Mark...) {
      drawing.text_.append(std::to_string(key)).append(name).append(":");
      drawing.use<M>();
    }
  };

  template <class T>
  void use() {
    using namespace record::detail;
    text_.append(typeid(T).name()).append(" ");
    if constexpr (IsOptional<T>::value || IsVector<T>::value) use<typename T::value_type>();
    else if constexpr (IsVariant<T>::value) use_variant(static_cast<const T*>(nullptr));
    else if constexpr (Described<T>) use_members<T>();
  }

  template <class... A>
  void use_variant(const std::variant<A...>*) {
    (use<A>(), ...);
  }

  /// Each once: a record may hold others of its kind.
  template <class T>
  void use_members() {
    if (!drawn_.insert(typeid(T).name()).second) return;
    Members<T> members{*this};
    text_ += '{';
    T::fields(members);
    text_ += '}';
  }

  std::string text_{kRevision};
  std::set<std::string> drawn_;
};

const Bytes& shape() {
  using namespace custody;
  static const Bytes value = [] {
    const Digest drawn = Drawing().of<LedgerRecord, Principal, AdoptedRulebook, DayRate, Pool, AwardOrder, Ward, Protection, Watch, Credit, Proposal, Request,
                                      ReleasedFile, Recall, Balance>();
    Bytes out{kClearRow};
    out.insert(out.end(), drawn.begin(), drawn.end());
    return out;
  }();
  return value;
}

}  // namespace

store::DerivedRow shape_row() { return {Bytes{kShapeTable}, shape()}; }

std::optional<record::Seq> usable_derived(const store::LogStore& store) {
  return store.get_derived(Bytes{kShapeTable}) == shape() ? store.derived_reflects() : std::nullopt;
}

}  // namespace katiwala::journal
