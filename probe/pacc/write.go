package pacc

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The names are those of the draft's version -03; Go writes the keys of a map in
// the order of the alphabet, so that the same document has the same digest.
type (
	fileForm struct {
		Protocols      map[string]serverForm `json:"protocols"`
		Authentication authForm              `json:"authentication"`
		Info           *infoForm             `json:"info,omitempty"`
	}
	serverForm struct {
		Host string `json:"host,omitempty"`
		URL  string `json:"url,omitempty"`
	}
	authForm struct {
		Password *bool      `json:"password,omitempty"`
		OAuth    *oauthForm `json:"oauth-public,omitempty"`
	}
	oauthForm struct {
		Issuer string `json:"issuer"`
	}
	infoForm struct {
		Provider providerForm `json:"provider"`
		Help     *helpForm    `json:"help,omitempty"`
	}
	providerForm struct {
		Name      string `json:"name"`
		ShortName string `json:"shortName,omitempty"`
	}
	helpForm struct {
		Documentation string   `json:"documentation,omitempty"`
		Developer     string   `json:"developer,omitempty"`
		Contact       []string `json:"contact,omitempty"`
	}
)

// member is what the file calls a protocol of mail.
func member(p fact.Protocol) string {
	if p == fact.SMTP {
		return "submit"
	}
	return string(p)
}

// Write makes the file. [Parse] reads back the same Document, but for its Notes.
// What the form cannot say is refused: a server without implicit TLS on the port
// registered for it, two of one protocol, names that Parse would drop or change.
func Write(d *Document) ([]byte, error) {
	f := fileForm{Protocols: map[string]serverForm{}, Authentication: authForm{Password: d.Password}}
	for _, e := range d.Servers {
		f.Protocols[member(e.Protocol)] = serverForm{Host: e.Host}
	}
	for _, s := range d.Services {
		f.Protocols[s.Protocol] = serverForm{Host: s.Host, URL: s.URL}
	}
	if d.Issuer != "" {
		f.Authentication.OAuth = &oauthForm{d.Issuer}
	}
	help := helpForm{d.Documentation, d.Developer, d.Contacts}
	if d.Name != "" {
		f.Info = &infoForm{Provider: providerForm{d.Name, d.ShortName}}
	}
	if !reflect.ValueOf(help).IsZero() && f.Info != nil {
		f.Info.Help = &help
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("pacc: %w", err)
	}
	back, err := Parse(out.Bytes())
	if err != nil {
		return nil, err
	}
	same := *d
	same.Notes, back.Notes = nil, nil
	if !reflect.DeepEqual(&same, back) {
		return nil, errors.New("pacc: the file cannot say all that the document does")
	}
	return out.Bytes(), nil
}

// RecordOf is the record that a file needs in DNS, at [RecordName].
func RecordOf(file []byte) Record {
	digest := sha256.Sum256(file)
	return Record{Algorithm: algorithm, Digest: digest[:]}
}

// String is the text of the TXT record.
func (r Record) String() string {
	return fmt.Sprintf("v=%s; a=%s; d=%s", version, r.Algorithm, base64.StdEncoding.EncodeToString(r.Digest))
}
