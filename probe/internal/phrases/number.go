package phrases

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/text"
)

// ShortDate is a day as it is written where there is little room.
func ShortDate(t time.Time, l text.Lang) string {
	if l == text.German {
		return text.Date(t, l)
	}
	return t.Format("2 Jan 2006")
}

// Seconds is a duration as it is written in the language.
func Seconds(d time.Duration, l text.Lang) string {
	s := fmt.Sprintf("%.2f s", d.Seconds())
	if l == text.German {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Size is a number of octets as it is written in the language, in the units of
// 1024 that mail servers count in: "9.5 MB", "50 MB".
func Size(octets int64, l text.Lang) string {
	value, unit := float64(octets), 0
	units := []string{"B", "KB", "MB", "GB", "TB", "PB", "EB"}
	for value >= 1024 && unit < len(units)-1 {
		value, unit = value/1024, unit+1
	}
	digits := 0
	if unit > 0 && value < 9.95 {
		digits = 1
	}
	number := strings.TrimSuffix(strconv.FormatFloat(value, 'f', digits, 64), ".0")
	if l == text.German {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + " " + units[unit]
}
