// The order counts: Mantine's layers first, then what lies over them.
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './tokens.css'
import './base.css'
