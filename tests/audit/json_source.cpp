// Boost.JSON is used from headers alone; this is the one file that compiles it.
#include <boost/json/src.hpp>
