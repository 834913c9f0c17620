//go:build !windows

package dns

import (
	"os"
	"path/filepath"
	"testing"
)

func TestServersIn(t *testing.T) {
	tests := []struct {
		name string
		file string
		want string
	}{
		{"usual", "# made by dhclient\nsearch example.com\nnameserver 192.0.2.1\nnameserver 192.0.2.2\noptions edns0\n", "192.0.2.1:53 192.0.2.2:53"},
		{"no line end", "nameserver 192.0.2.1", "192.0.2.1:53"},
		{"space and comments", "; x\n\t nameserver\t192.0.2.1  # the router\r\n#nameserver 192.0.2.2\n", "192.0.2.1:53"},
		{"IPv6", "nameserver 2001:db8::1\nnameserver fe80::1%eth0\n", "[2001:db8::1]:53 [fe80::1%eth0]:53"},
		{"no addresses", "nameserver\nnameserver dns.example\nnameserver 192.0.2.1:53\nnameserver 300.0.0.1\n", ""},
		{"twice", "nameserver 192.0.2.1\nnameserver 192.0.2.1\n", "192.0.2.1:53"},
		{"empty", "", ""},
		{"a line without end", "nameserver 192.0.2.1\n" + string(make([]byte, 100<<10)), "192.0.2.1:53"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "resolv.conf")
			if err := os.WriteFile(path, []byte(tt.file), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := listed(serversIn(path)); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	if got := serversIn(filepath.Join(t.TempDir(), "missing")); len(got) != 0 {
		t.Errorf("a missing file names %v", got)
	}
}
