package text

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestEveryNeedHasWords(t *testing.T) {
	for _, n := range fact.NeedCodes() {
		if w := needs[n]; w.EN == "" || w.DE == "" {
			t.Errorf("the need %s lacks words", n)
		}
	}
}
