package autodiscover

import (
	"bytes"
	"encoding/xml"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// ContentType is the one of a [Request]. outlook.com takes no other spelling.
const ContentType = "text/xml; charset=utf-8"

// The schemas of Outlook's question and of the answer to it.
const (
	requestSchema  = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
	responseSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
)

// Request is the body to post to a [Place]: the question for the settings of
// one address (MS-OXDSCLI, section 2.2.3), whose domain it gives as A-labels.
func Request(addr fact.Address) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<Autodiscover xmlns="` + requestSchema + `"><Request><EMailAddress>`)
	// A buffer takes everything, and what XML cannot hold is replaced.
	_ = xml.EscapeText(&b, []byte(addr.ASCII()))
	b.WriteString(`</EMailAddress><AcceptableResponseSchema>` + responseSchema + `</AcceptableResponseSchema></Request></Autodiscover>`)
	return b.Bytes()
}
