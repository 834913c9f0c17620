package providers

import "testing"

// TestByMX holds the database against MX hosts in the form that each service
// uses; the names of customers in them are made up.
func TestByMX(t *testing.T) {
	db := Builtin()
	for _, tt := range []struct {
		host string
		want string
		kind Kind
	}{
		// Mailbox providers that have the same servers for everybody.
		{"aspmx.l.google.com", "gmail", Mailbox},
		{"alt1.aspmx.l.google.com", "gmail", Mailbox},
		{"aspmx2.googlemail.com", "gmail", Mailbox},
		{"firma-de.s7a1.psmtp.com", "gmail", Mailbox},
		{"firma-de.mail.protection.outlook.com", "microsoft365", Mailbox},
		{"firma-de.mail.eo.outlook.com", "microsoft365", Mailbox},
		{"firma-de.a-v1.mx.microsoft", "microsoft365", Mailbox},
		{"hotmail-com.olc.protection.outlook.com", "outlook-com", Mailbox},
		{"1234567890.pamx1.mail.outlook.com", "outlook-com", Mailbox},
		{"mx1.hotmail.com", "outlook-com", Mailbox},
		{"mx01.mail.icloud.com", "icloud", Mailbox},
		{"mta7.am0.yahoodns.net", "yahoo", Mailbox},
		{"mx-aol.mail.gm0.yahoodns.net", "aol", Mailbox},
		{"mailin-01.mx.aol.com", "aol", Mailbox},
		{"al-ip4-mx-vip1.prodigy.net", "att", Mailbox},
		{"in1-smtp.messagingengine.com", "fastmail", Mailbox},
		{"mx.zoho.com", "zoho", Mailbox},
		{"smtpin.zohomail.com", "zoho", Mailbox},
		{"mx2.zoho.eu", "zoho-eu", Mailbox},
		{"mx3.zoho.in", "zoho-in", Mailbox},
		{"mx.zoho.com.au", "zoho-au", Mailbox},
		{"mx.yandex.net", "yandex", Mailbox},
		{"mx.yandex.ru", "yandex", Mailbox},
		{"mxs.mail.ru", "mail-ru", Mailbox},
		{"emx.mail.ru", "mail-ru", Mailbox},
		{"mx3.qq.com", "qq", Mailbox},
		{"mxbiz1.qq.com", "tencent-exmail", Mailbox},
		{"163mx01.mxmail.netease.com", "netease-163", Mailbox},
		{"qiye163mx02.mxmail.netease.com", "netease-business", Mailbox},
		{"mxn.mxhichina.com", "aliyun-business", Mailbox},
		{"mx1.emailsrvr.com", "rackspace", Mailbox},
		{"smtp.secureserver.net", "godaddy", Mailbox},
		{"mailstore1.europe.secureserver.net", "godaddy", Mailbox},
		{"mx1.privateemail.com", "namecheap", Mailbox},
		{"aspmx1.migadu.com", "migadu", Mailbox},
		{"mx1.hostinger.com", "hostinger", Mailbox},
		{"mx1.sub4.homie.mail.dreamhost.com", "dreamhost", Mailbox},
		{"mx-1.pobox.com", "pobox", Mailbox},
		{"mailserver.purelymail.com", "purelymail", Mailbox},
		{"mx.runbox.com", "runbox", Mailbox},
		{"mx.soverin.net", "soverin", Mailbox},
		{"primary.yourfilter.nl", "yourhosting", Mailbox},
		{"mx1.sohosted.com", "sohosted", Mailbox},
		{"mx1.mijndomein.nl", "mijndomein", Mailbox},
		{"mx.globenet.org", "globenet", Mailbox},
		{"mx1.greensta.de", "greensta", Mailbox},
		{"mx1.mxof.com", "prxy", Mailbox},
		{"mx.sicurezzapostale.it", "namirial-pec", Mailbox},
		{"mx.aruba.it", "aruba", Mailbox},
		{"spool.mail.gandi.net", "gandi", Mailbox},
		{"mx1.mail.ovh.net", "ovh", Mailbox},
		{"mx1.ovh.net", "ovh", Mailbox},
		{"mxb.ovh.net", "ovh", Mailbox},
		{"mx1.pub.mailpod7-cph3.one.com", "one-com", Mailbox},
		{"mx001.cloudeu.xion.oxcs.net", "ox-cloud-eu", Mailbox},
		{"mx001.cloudus.xion.oxcs.net", "ox-cloud-us", Mailbox},
		{"mx00.kundenserver.de", "ionos", Mailbox},
		{"mx01.ionos.de", "ionos", Mailbox},
		{"mxintern.schlund.de", "ionos", Mailbox},
		{"mx00.ionos.com", "ionos-com", Mailbox},
		{"mx00.1and1.com", "ionos-com", Mailbox},
		{"mx00.perfora.net", "ionos-com", Mailbox},
		{"mx00.ionos.co.uk", "ionos-co-uk", Mailbox},
		{"mx00.1and1.co.uk", "ionos-co-uk", Mailbox},
		{"mx00.ionos.fr", "ionos-fr", Mailbox},
		{"mx00.ionos.es", "ionos-es", Mailbox},
		{"smtpin.rzone.de", "strato", Mailbox},
		{"www312.your-server.de", "hetzner", Mailbox},
		{"dedi4711.your-server.de", "hetzner", Mailbox},
		{"mxlb.ispgateway.de", "domainfactory", Mailbox},
		{"mx1.agenturserver.de", "mittwald", Mailbox},
		{"mail.variomedia.de", "variomedia", Mailbox},
		{"mx02.hosting.de", "hosting-de", Mailbox},
		{"mx00.udag.de", "united-domains", Mailbox},
		{"mxext2.mailbox.org", "mailbox-org", Mailbox},
		{"mx03.posteo.de", "posteo", Mailbox},
		{"mx00.emig.gmx.net", "gmx", Mailbox},
		{"mx01.gmx.net", "gmx", Mailbox},
		{"mx00.gmx.com", "gmx-com", Mailbox},
		{"mx01.mail.com", "mail-com", Mailbox},
		{"mx-ha02.web.de", "webde", Mailbox},
		{"mx03.t-online.de", "t-online", Mailbox},
		{"emig.freenet.de", "freenet", Mailbox},
		{"mx1.vodafonemail.de", "vodafone-de", Mailbox},
		{"mx001.vodafonemail.xion.oxcs.net", "vodafone-de", Mailbox},
		{"mx.a1.net", "a1", Mailbox},
		{"mx01.mymagenta.at", "magenta-at", Mailbox},
		{"mxbw.lb.bluewin.ch", "bluewin", Mailbox},
		{"mx2.mail.hostpoint.ch", "hostpoint", Mailbox},
		{"mta-gw.infomaniak.ch", "infomaniak", Mailbox},
		{"mx1.ipax.at", "ipax", Mailbox},
		{"mx1.clustermail.de", "clustermail", Mailbox},
		// Hosters whose mail server is the MX host.
		{"w01a2b3c.kasserver.com", "all-inkl", Mailbox},
		{"dd12345.kasserver.com", "all-inkl", Mailbox},
		{"mx2f1a.netcup.net", "netcup", Mailbox},
		{"s246.goserver.host", "webgo", Mailbox},
		{"server43.webgo24.de", "webgo", Mailbox},
		{"arrow.mxrouting.net", "mxroute", Mailbox},
		{"monday.mxroute.com", "mxroute", Mailbox},
		// Services that keep no mail, or let no mail program at it.
		{"mail.protonmail.ch", "proton", Proprietary},
		{"mail.tutanota.de", "tuta", Proprietary},
		{"home-mx.app.hey.com", "hey", Proprietary},
		{"eforward3.registrar-servers.com", "namecheap-forwarding", Forwarding},
		{"route1.mx.cloudflare.net", "cloudflare", Forwarding},
		{"mx1.improvmx.com", "improvmx", Forwarding},
		{"redirect.ovh.net", "ovh-redirect", Forwarding},
		{"de-smtp-inbound-1.mimecast.com", "mimecast", Gateway},
		{"mxa-00123456.gslb.pphosted.com", "proofpoint", Gateway},
		{"mx1-eu1.ppe-hosted.com", "proofpoint", Gateway},
		{"d12345a.ess.de.barracudanetworks.com", "barracuda", Gateway},
		{"cluster5.eu.messagelabs.com", "messagelabs", Gateway},
		{"mx01.hornetsecurity.com", "hornetsecurity", Gateway},
		{"mx23b.antispameurope.com", "hornetsecurity", Gateway},
		{"mx1.expurgate.net", "expurgate", Gateway},
		{"mx.spamexperts.com", "spamexperts", Gateway},
		{"mx1.retarus.com", "retarus", Gateway},
		{"mx1.nospamproxy.com", "nospamproxy", Gateway},
		{"firma.in.tmes.trendmicro.com", "trend-micro", Gateway},
		{"mx10.antispam.mailspamprotection.com", "siteground", Gateway},
		{"mx03.secure-mailgate.com", "secure-mailgate", Gateway},
		{"mx1.hc1234-56.eu.iphmx.com", "cisco", Gateway},
		{"mx-01-eu-central-1.prod.hydra.sophos.com", "sophos", Gateway},
		{"mx0.hosteurope.de", "host-europe", Gateway},
	} {
		p := db.ByMX(tt.host)
		switch {
		case p == nil:
			t.Errorf("%s leads to nobody, want %s", tt.host, tt.want)
		case p.ID != tt.want || p.Kind != tt.kind:
			t.Errorf("%s leads to %s, a %s; want %s, a %s", tt.host, p.ID, p.Kind, tt.want, tt.kind)
		}
	}
}

// TestByMXLeavesCustomersAlone: a machine that a hoster lets to a customer has a
// name below the hoster's own. It is not the hoster's mail server, and it must
// get neither trust nor the password for the hoster's.
func TestByMXLeavesCustomersAlone(t *testing.T) {
	db := Builtin()
	for _, host := range []string{
		"kunde.kasserver.com",
		"mail.w01a2b3c.kasserver.com",
		"laden.example.w01a2b3c.kasserver.com",
		"w01a2b3c.kasserver.com.example",
		"hosting12345.a2f9b.netcup.net",
		"v2202601234567.netcup.net",
		"mx.kunde.netcup.net",
		"web65.s246.goserver.host",
		"v123.goserver.host",
		"kunde.webgo24.de",
		"arrow-relay.mxrouting.net",
		"kunde.arrow.mxrouting.net",
		"kunde.monday.mxroute.com",
		"static.7.2.0.192.clients.your-server.de",
		"kunde.your-server.de",
		"ns3012345.ovh.net",
		"vps-1a2b3c4d.vps.ovh.net",
		"p3plcpnl0123.prod.phx3.secureserver.net",
		"7.2.0.192.host.secureserver.net",
		"ov-1a2b3c.infomaniak.ch",
		"web7.hosting.de",
		"vps7.udag.de",
		"lvps192-0-2-7.dedicated.hosteurope.de",
		"wp123.webpack.hosteurope.de",
		"mx001.another-brand.xion.oxcs.net",
		"notkasserver.com",
		"com",
		"",
	} {
		if p := db.ByMX(host); p != nil {
			t.Errorf("%q leads to %s", host, p.ID)
		}
	}
}
