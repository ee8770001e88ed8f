/// Invents the next step of a history: mostly what an office would do, now and then what it should not, and amounts and days on
/// both sides of every boundary. Looks at the model alone.
#pragma once

#include "tests/model/history.h"
#include "tests/model/reference/memory.h"

namespace katiwala::model {

class Generator {
 public:
  using MakerOf = std::function<reference::Step(std::uint64_t entry)>;
  /// `steps`: how many it will be, so that the clock gets through two years in them.
  Generator(std::uint64_t seed, std::size_t steps, const reference::Model& model, MakerOf maker_of);
  Scripted next();

 private:
  using Made = std::optional<reference::Operation>;
  Scripted scripted();
  Made sensible();
  reference::Operation spoiled(reference::Operation operation);

  // generator_office.cpp: the ledger, its people, its clock
  Made move_clock();
  Made enrol();
  Made revoke();
  Made adopt();
  Made erase();
  Made record_rate();
  Made approve();
  bool silent(const reference::Proposal& proposal);
  bool is_twice(const reference::Principal& principal) const;
  Made cancel();
  Made refuse_input();
  Made adverse();
  Made file_return();
  Made open_case();
  Made move_case();

  // generator_setup.cpp: pools, orders, wards, guardians, payees
  Made open_pool();
  Made open_ward();
  Made record_order();
  Made record_award();
  Made appoint();
  Made bond();
  Made change_guardian();
  Made payee();
  Made court_order();
  Made change_payee();
  Made budget();

  // generator_money.cpp
  Made receive();
  Made match();
  Made convert();
  Made charge();
  Made reconcile();
  Made reverse();
  Made request();
  bool lies_about(const reference::Request& request) const;
  Made release();
  Made hand_over();
  Made settle();
  Made receipt();
  Made reject();
  reference::Money request_amount(const reference::Ward& ward, const reference::Name& name, reference::Currency currency,
                                  const std::optional<reference::Name>& order);

  // generator_bank.cpp: older books, and what a bank asks back
  Made older_pool();
  Made note_opening();
  Made open_books();
  Made file_recall();
  Made answer_recall();
  bool may_open(const reference::Name& pool, const reference::Cash& cash) const;
  bool is_to_open(const reference::Name& name, const reference::Ward& ward, reference::Currency currency) const;
  reference::OpeningLine older_line(const reference::Ward& ward, reference::Currency currency);
  void spoil_line(reference::OpeningLine& line);
  void add_of_nobody(reference::OpenBooks& books);
  void spoil_books(reference::OpenBooks& books);
  std::optional<reference::Name> judgment_for(const reference::Recall& recall);

  // Choosing.
  const reference::Memory& m() const { return model_.memory(); }
  reference::Day today() const { return reference::manila_day(m().now); }
  std::optional<reference::Name> principal(reference::Role role);
  Made by(const std::optional<reference::Name>& who, reference::Action action);
  Made by(reference::Role role, reference::Action action) { return by(principal(role), std::move(action)); }
  template <class Map>
  const typename Map::value_type* any(const Map& map) {
    if (map.empty()) return nullptr;
    return &*std::next(map.begin(), static_cast<std::ptrdiff_t>(dice_.roll(map.size())));
  }
  template <class Map, class Fits>
  const typename Map::value_type* any(const Map& map, Fits fits) {
    std::vector<const typename Map::value_type*> all;
    for (const auto& row : map)
      if (fits(row.second)) all.push_back(&row);
    return all.empty() ? nullptr : all[dice_.roll(all.size())];
  }
  std::vector<reference::Name> new_references();
  std::vector<reference::Mark> some_marks();
  reference::Name some_person();

  Dice dice_;
  std::size_t steps_, made_ = 0;
  const reference::Model& model_;
  MakerOf maker_of_;
  std::vector<Scripted> asked_;                      ///< to be repeated
  std::map<reference::Name, std::vector<reference::RecordAward>> planned_;  ///< of an order: its victims
  std::vector<reference::Mark> marks_;               ///< that some people share
};

}  // namespace katiwala::model
