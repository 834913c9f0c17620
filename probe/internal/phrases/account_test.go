package phrases

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/text"
)

func TestSize(t *testing.T) {
	for octets, want := range map[int64][2]string{
		0:                {"0 B", "0 B"},
		1023:             {"1023 B", "1023 B"},
		1024:             {"1 KB", "1 KB"},
		52428800:         {"50 MB", "50 MB"},
		2684354560:       {"2.5 GB", "2,5 GB"},
		10 << 20:         {"10 MB", "10 MB"},
		1<<63 - 1:        {"8 EB", "8 EB"},
		9<<20 + 1020<<10: {"10 MB", "10 MB"},
	} {
		if en, de := Size(octets, text.English), Size(octets, text.German); en != want[0] || de != want[1] {
			t.Errorf("%d: %q, %q; want %q", octets, en, de, want)
		}
	}
}
