// What the files of this module share.

#ifndef CLINUX_INTERNAL_H
#define CLINUX_INTERNAL_H

// GCC does not have it.
#ifndef __has_feature
#define __has_feature(feature) 0
#endif

#endif
