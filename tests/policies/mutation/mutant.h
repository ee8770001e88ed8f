/// Mutants chosen at run time: a copy of the program in which every place that can be mutated asks here which variant it is to be.
///
/// MUTANT names the one mutant that is on, by its number; without it the program is as written. With MUTATION_TRACE the numbers of all places
/// that were asked are written to that file as the process ends. Only copies made by mutation.py include this. Everything is a template that
/// is refused where a variant would not compile, so that the error stands in the copy, at the place that must be left as it was.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <concepts>
#include <functional>
#include <initializer_list>
#include <type_traits>

namespace mutation {

inline constexpr int kMost = 32'768;
inline constexpr int kUnread = -2, kNone = -1;
inline constinit int chosen = kUnread;
inline constinit bool reached[kMost] = {};

inline void write_reached() {
  std::FILE* file = std::fopen(std::getenv("MUTATION_TRACE"), "w");
  if (file == nullptr) return;
  for (int number = 0; number < kMost; ++number)
    if (reached[number]) std::fprintf(file, "%d\n", number);
  std::fclose(file);
}

inline void read() {
  const char* const number = std::getenv("MUTANT");
  chosen = number == nullptr ? kNone : std::atoi(number);
  if (std::getenv("MUTATION_TRACE") != nullptr) std::atexit(write_reached);
}

/// Whether mutant `number` is on.
inline bool at(int number) {
  if (chosen == kUnread) read();
  reached[number] = true;
  return number == chosen;
}

/// `right(a, b)`, or its neighbour, or its negation.
template <class One, class Two, class Right, class A, class B>
  requires std::predicate<One, const A&, const B&> && std::predicate<Two, const A&, const B&>
bool relate(int first, One one, int second, Two two, Right right, const A& a, const B& b) {
  const bool is_one = at(first), is_two = at(second);
  if (is_one) return one(a, b);
  if (is_two) return two(a, b);
  return right(a, b);
}
template <class One, class Right, class A, class B>
  requires std::predicate<One, const A&, const B&>
bool relate(int first, One one, Right right, const A& a, const B& b) {
  return at(first) ? one(a, b) : right(a, b);
}

template <std::integral T>
T number(int up, int down, T value) {
  const bool is_up = at(up), is_down = at(down);
  return static_cast<T>(is_up ? value + 1 : is_down ? value - 1 : value);
}

template <class A, class B>
concept Summed = requires(const A& a, const B& b) {
  { a - b } -> std::convertible_to<std::decay_t<decltype(a + b)>>;
};
template <class A, class B>
  requires Summed<A, B>
auto plus(int number, const A& a, const B& b) -> std::decay_t<decltype(a + b)> {
  if (at(number)) return a - b;
  return a + b;
}
template <class A, class B>
concept Subtracted = requires(const A& a, const B& b) {
  { a + b } -> std::convertible_to<std::decay_t<decltype(a - b)>>;
};
template <class A, class B>
  requires Subtracted<A, B>
auto minus(int number, const A& a, const B& b) -> std::decay_t<decltype(a - b)> {
  if (at(number)) return a + b;
  return a - b;
}
template <class A>
auto opposite(int number, const A& a) -> std::decay_t<decltype(-a)> {
  if (at(number)) return a;
  return -a;
}
template <class A, class B>
  requires requires(A& a, const B& b) { a -= b; }
A& add(int number, A& a, const B& b) {
  if (at(number)) a -= b;
  else a += b;
  return a;
}
template <class A, class B>
  requires requires(A& a, const B& b) { a += b; }
A& take(int number, A& a, const B& b) {
  if (at(number)) a += b;
  else a -= b;
  return a;
}

template <class T, class... By>
const T& min(int number, const T& a, const T& b, By... by) {
  return at(number) ? std::max(a, b, by...) : std::min(a, b, by...);
}
template <class T, class... By>
const T& max(int number, const T& a, const T& b, By... by) {
  return at(number) ? std::min(a, b, by...) : std::max(a, b, by...);
}
template <class T, class... By>
T min(int number, std::initializer_list<T> of, By... by) {
  return at(number) ? std::max(of, by...) : std::min(of, by...);
}
template <class T, class... By>
T max(int number, std::initializer_list<T> of, By... by) {
  return at(number) ? std::min(of, by...) : std::max(of, by...);
}
template <class I, class... By>
I min_element(int number, I begin, I end, By... by) {
  return at(number) ? std::max_element(begin, end, by...) : std::min_element(begin, end, by...);
}
template <class I, class... By>
I max_element(int number, I begin, I end, By... by) {
  return at(number) ? std::min_element(begin, end, by...) : std::max_element(begin, end, by...);
}
template <class I, class Is>
bool any_of(int number, I begin, I end, Is is) {
  return at(number) ? std::all_of(begin, end, is) : std::any_of(begin, end, is);
}
template <class I, class Is>
bool all_of(int number, I begin, I end, Is is) {
  return at(number) ? std::any_of(begin, end, is) : std::all_of(begin, end, is);
}
template <class I, class Is>
bool none_of(int number, I begin, I end, Is is) {
  return at(number) ? std::any_of(begin, end, is) : std::none_of(begin, end, is);
}

template <class R, class Is>
bool any_of(int number, const R& range, Is is) {
  return any_of(number, range.begin(), range.end(), is);
}
template <class R, class Is>
bool all_of(int number, const R& range, Is is) {
  return all_of(number, range.begin(), range.end(), is);
}
template <class R, class Is>
bool none_of(int number, const R& range, Is is) {
  return none_of(number, range.begin(), range.end(), is);
}

}  // namespace mutation
