package text

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

func TestEveryNeedAndKindHasWords(t *testing.T) {
	for _, n := range fact.NeedCodes() {
		if w := needs[n]; w.EN == "" || w.DE == "" {
			t.Errorf("the need %s lacks words", n)
		}
	}
	for _, k := range providers.Kinds() {
		if w, known := KindWords[k]; !known || k != providers.Mailbox && (w.EN == "" || w.DE == "") {
			t.Errorf("the kind %s lacks words", k)
		}
	}
}
