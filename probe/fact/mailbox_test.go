package fact

import (
	"math"
	"testing"
)

func TestPercent(t *testing.T) {
	for q, want := range map[Quota]int{
		{Used: 0, Limit: 100}:                     0,
		{Used: 899, Limit: 1000}:                  89,
		{Used: 100, Limit: 100}:                   100,
		{Used: 5, Limit: 0}:                       0,
		{Used: 5, Limit: -1}:                      0,
		{Used: math.MaxInt64, Limit: 1}:           999,
		{Used: math.MaxInt64, Limit: 1<<63 - 1}:   100,
		{Used: math.MaxInt64 / 2, Limit: 1 << 62}: 100,
	} {
		if got := q.Percent(); got != want {
			t.Errorf("%+v is %d %%, want %d", q, got, want)
		}
	}
}

func TestMaxMessage(t *testing.T) {
	for _, tt := range []struct {
		protocol     Protocol
		capabilities []string
		want         int64
	}{
		{SMTP, []string{"PIPELINING", "SIZE 52428800"}, 52428800},
		{SMTP, []string{"size 1"}, 1},
		{SMTP, []string{"SIZE"}, 0},
		{SMTP, []string{"SIZE 0"}, 0}, // no fixed limit, RFC 1870, section 4
		{SMTP, []string{"SIZE -1"}, 0},
		{SMTP, []string{"SIZE many"}, 0},
		{SMTP, []string{"SIZE 99999999999999999999"}, 0},
		{SMTP, nil, 0},
		{IMAP, []string{"SIZE 1"}, 0},
	} {
		c := Check{Endpoint: Endpoint{Protocol: tt.protocol}, Capabilities: tt.capabilities}
		if got := c.MaxMessage(); got != tt.want {
			t.Errorf("%s %v: %d, want %d", tt.protocol, tt.capabilities, got, tt.want)
		}
	}
}
