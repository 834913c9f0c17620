package providers

// Tables are the compiled form and the index, as the generated files hold them.
func (d *Database) Tables() (compiled, index string) { return string(d.compiled), string(d.index) }
