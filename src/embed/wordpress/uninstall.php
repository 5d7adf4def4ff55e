<?php
// Nothing of the plugin stays behind; what visitors have entered is in their own browsers.
defined( 'WP_UNINSTALL_PLUGIN' ) || exit;
delete_option( 'growth_wheel_configuration' );
