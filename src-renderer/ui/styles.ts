// The order counts: the layers are named first, then Mantine's, then what lies over them.
import './tokens.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './base.css'
