package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const importable = `<clientConfig version="1.1"><emailProvider id="%ID%"><domain>one.example</domain><displayName>One</displayName>
<incomingServer type="imap"><hostname>imap.one.example</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>
</emailProvider></clientConfig>`

// An import writes into its folder and nowhere else: not by the name of an entry,
// and not through a link that lies there.
func TestImportStaysInItsFolder(t *testing.T) {
	for _, tt := range []struct{ name, id, link string }{
		{"a path", "../../outside", ""},
		{"an absolute path", "/outside", ""},
		{"one of Windows", `..\outside`, ""},
		{"a link", "inside", "inside.yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			into, outside := filepath.Join(dir, "a", "into"), filepath.Join(dir, "outside.yaml")
			if err := os.MkdirAll(into, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(outside, []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.link != "" {
				err := os.Symlink(outside, filepath.Join(into, tt.link))
				if err != nil && runtime.GOOS == "windows" {
					t.Skip("Windows gives links to few users: ", err)
				} else if err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(dir, "one.xml")
			if err := os.WriteFile(file, []byte(strings.Replace(importable, "%ID%", tt.id, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			s := &system{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, start: time.Now()}
			run([]string{"mailprobe", "providers", "import", file, "--output", into, "--overwrite"}, s)
			if data, err := os.ReadFile(outside); err != nil || string(data) != "precious" {
				t.Errorf("outside holds %q, %v", data, err)
			}
			if files, _ := os.ReadDir(into); len(files) != 1 {
				t.Errorf("the folder holds %v: %s", files, errs.String())
			}
		})
	}
}
