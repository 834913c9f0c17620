package render

import "github.com/mailprobe/mailprobe/probe/audit"

// docPublish is what to publish, as programs read it.
type docPublish struct {
	Records []docRecord `json:"records"`
	FileURL string      `json:"autoconfig_url"`
	File    string      `json:"autoconfig"`
	PACCURL string      `json:"pacc_url"`
	PACC    string      `json:"pacc"`
	Nginx   string      `json:"nginx"`
	Apache  string      `json:"apache"`
	// Withdraw are places that say something else now.
	Withdraw []string `json:"withdraw"`
}

type docRecord struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data string `json:"data"`
}

func publishOf(p *audit.Publication) *docPublish {
	if p == nil {
		return nil
	}
	d := &docPublish{
		Records: []docRecord{}, FileURL: p.FileURL, File: p.File, PACCURL: p.PACCURL, PACC: p.PACC,
		Nginx: p.Nginx, Apache: p.Apache, Withdraw: list(p.Withdraw),
	}
	for _, r := range p.Records {
		d.Records = append(d.Records, docRecord(r))
	}
	return d
}
