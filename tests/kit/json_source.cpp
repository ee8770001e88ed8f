// Boost.JSON is used from headers alone; this is the one file of the tests that compiles it.
#include <boost/json/src.hpp>
