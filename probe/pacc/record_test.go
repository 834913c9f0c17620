package pacc

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	if got, want := URL("xn--bcher-kva.example"), "https://ua-auto-config.xn--bcher-kva.example/.well-known/user-agent-configuration.json"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := RecordName("example.com"), "_ua-auto-config.example.com"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The digest of "abc" (FIPS 180-4), as a record has it.
const abc = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="

func TestParseRecord(t *testing.T) {
	for _, test := range []struct {
		txt       string
		algorithm string // empty: no record
	}{
		{"v=UAAC1; a=sha256; d=" + abc, "sha256"},
		{"v=UAAC1;a=sha256;d=" + abc + ";", "sha256"},
		{" \td = " + abc + " ;; a\t=\tsha256 ; v = UAAC1 ; ", "sha256"},
		{"x=1; v=UAAC1; a=sha256; y; x=2; d=" + abc, "sha256"},
		{"v=UAAC1; a=sha512; d=" + abc, "sha512"},
		{"v=UAAC1; a=SHA256; d=" + abc, "SHA256"},
		{"", ""},
		{";;;", ""},
		{"v=spf1 -all", ""},
		{"a=sha256; d=" + abc, ""},
		{"v=UAAC1; d=" + abc, ""},
		{"v=UAAC1; a=sha256", ""},
		{"v=UAAC1; a=sha256; d=", ""},
		{"v=UAAC2; a=sha256; d=" + abc, ""},
		{"v=uaac1; a=sha256; d=" + abc, ""},
		{"V=UAAC1; A=sha256; D=" + abc, ""},
		{"v=UAAC1, a=sha256, d=" + abc, ""},
		{"v=UAAC1; a=sha256; d=" + abc + "; d=" + abc, ""},
		{"v=UAAC1; v=UAAC1; a=sha256; d=" + abc, ""},
		{"v=UAAC1; a=sha512; a=sha256; d=" + abc, ""},
		{"v=UAAC1; a=sha256; d=" + abc[:20], ""},
		{"v=UAAC1; a=sha256; d=" + strings.TrimRight(abc, "="), ""},
		{"v=UAAC1; a=sha256; d=" + abc[:20] + " " + abc[20:], ""},
		{"v=UAAC1; a=sha256; d=" + abc[:42] + "1=", ""}, // bits that are left over
		{"v=UAAC1; a=sha256; d=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ""},
		{"v=UAAC1; a=sha256; d=\xff" + abc, ""},
		{"v=UAAC1; a=sha256; d=" + abc[:20] + "\r\n" + abc[20:], ""},
		{"d=\r;a=0;v=UAAC1", ""}, // found by fuzzing
		{"v=UAAC1; a=sha\x1b256; d=" + abc, ""},
	} {
		got, ok := parseRecord(test.txt)
		if ok != (test.algorithm != "") || got.Algorithm != test.algorithm {
			t.Errorf("%q: %+v, %v", test.txt, got, ok)
		}
		if want := "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; ok && hex.EncodeToString(got.Digest) != want {
			t.Errorf("%q: digest %x", test.txt, got.Digest)
		}
	}
}

func TestMatches(t *testing.T) {
	const right = "v=UAAC1; a=sha256; d=" + abc
	other := "v=UAAC1; a=sha256; d=" + base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, test := range []struct {
		name             string
		records          []string
		match, published bool
	}{
		{"right", []string{right}, true, true},
		{"two, while a new file is rolled out", []string{other, right}, true, true},
		{"the other way round", []string{right, other}, true, true},
		{"among strangers", []string{"v=spf1 -all", "", right, "\xff"}, true, true},
		{"wrong", []string{other}, false, true},
		{"an unknown algorithm", []string{strings.Replace(right, "sha256", "sha-256", 1)}, false, true},
		{"malformed", []string{"v=UAAC1; a=sha256; d=?"}, false, true},
		{"given twice", []string{right + "; d=" + abc}, false, true},
		{"none", nil, false, false},
		{"strangers", []string{"v=spf1 -all", "d=" + abc}, false, false},
	} {
		match, published := Matches(test.records, []byte("abc"))
		if match != test.match || published != test.published {
			t.Errorf("%s: %v, %v", test.name, match, published)
		}
	}
	if match, _ := Matches([]string{right}, []byte("abc\n")); match {
		t.Error("one byte more matches")
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add("v=UAAC1; a=sha256; d="+abc, []byte("abc"))
	f.Add(" d = "+abc+" ;; a=sha512; v=UAAC1", []byte{})
	f.Fuzz(func(t *testing.T, txt string, body []byte) {
		r, ok := parseRecord(txt)
		match, published := Matches([]string{txt}, body)
		switch {
		case ok && !published, match && !ok:
			t.Fatalf("%q: %+v, %v; %v, %v", txt, r, ok, match, published)
		case ok && (r.Algorithm == "" || len(r.Digest) == 0):
			t.Fatalf("%q: %+v", txt, r)
		case match != (ok && r.Algorithm == "sha256" && string(r.Digest) == sum(body)):
			t.Fatalf("%q: %+v matches %x: %v", txt, r, sum(body), match)
		}
	})
}

func sum(body []byte) string {
	digest := sha256.Sum256(body)
	return string(digest[:])
}
