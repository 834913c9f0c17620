//go:build !linux

package linear

import "time"

var start = time.Now()

// spent is the time on the wall, where there is no other clock in common.
func spent() time.Duration { return time.Since(start) }
