package probe_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest"
)

// A stranger's file may lead on, but not from the internet to this computer or to
// the network that it stands in: a question there can do harm by being asked.
func TestNobodyLeadsInward(t *testing.T) {
	const d = "evil.example"
	router := func(name, ip string) func(w *world) {
		return func(w *world) {
			page := http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNoContent) })
			w.host(probetest.Site{Names: []string{name}, IPs: []netip.Addr{netip.MustParseAddr(ip)}, On: "http https", Pages: map[string]http.Handler{"*": page}})
		}
	}
	leads := func(to string) func(w *world) {
		return func(w *world) {
			w.host(probetest.Site{Names: []string{"autoconfig." + d}, On: "http https", Pages: map[string]http.Handler{"*": http.RedirectHandler(to, http.StatusFound)}})
		}
	}
	txt := func(to string) func(w *world) {
		return func(w *world) { w.zone(d + ` TXT "mailconf=` + to + `"`) }
	}
	for _, tt := range []struct {
		name  string
		build []func(w *world)
		asked bool
	}{
		{"to an address", []func(w *world){router("router.example", "192.168.1.1"), leads("http://192.168.1.1/reboot")}, false},
		{"to this computer", []func(w *world){router("printer.example", "127.0.0.1"), leads("http://127.0.0.1/reboot")}, false},
		{"to a name", []func(w *world){router("router.example", "192.168.1.1"), leads("http://router.example/reboot")}, false},
		{"to IPv6", []func(w *world){router("router.example", "fd00::1"), leads("http://router.example/reboot")}, false},
		{"to the link", []func(w *world){router("cloud.example", "169.254.169.254"), leads("http://cloud.example/reboot")}, false},
		{"by a record", []func(w *world){router("router.example", "10.0.0.1"), txt("http://router.example/reboot")}, false},
		{"by a record, with a certificate", []func(w *world){router("router.example", "10.0.0.1"), txt("https://router.example/reboot")}, true},
		{"to the internet", []func(w *world){router("public.example", "192.0.2.201"), leads("http://public.example/reboot")}, true},
		{"inside a network", []func(w *world){router("router.example", "10.0.0.1"), func(w *world) {
			w.host(probetest.Site{Names: []string{"autoconfig." + d}, IPs: []netip.Addr{netip.MustParseAddr("10.0.0.2")}, On: "http",
				Pages: map[string]http.Handler{"*": http.RedirectHandler("http://router.example/reboot", http.StatusFound)}})
		}}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				for _, build := range tt.build {
					build(w)
				}
				w.run(d)
				asked := false
				for _, r := range w.net.Web.Requests() {
					asked = asked || strings.HasSuffix(r.URL(), "/reboot")
				}
				if asked != tt.asked {
					w.Errorf("asked: %t, want %t", asked, tt.asked)
				}
			})
		})
	}
}
