package phrases

import (
	"testing"

	"github.com/mailprobe/mailprobe/providers"
)

func TestFolderUses(t *testing.T) {
	for use, words := range FolderUses {
		if words.EN == "" || words.DE == "" {
			t.Errorf("%s has no words", use)
		}
	}
}

func TestEveryKindHasWords(t *testing.T) {
	for _, k := range providers.Kinds() {
		if w, known := KindWords[k]; !known || k != providers.Mailbox && (w.EN == "" || w.DE == "") {
			t.Errorf("the kind %s lacks words", k)
		}
	}
}
