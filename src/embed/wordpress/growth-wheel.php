<?php
/**
 * Plugin Name: Growth wheel
 * Description: The marketing growth wheel on your site: a block and a shortcode. Everything is computed in your visitors' browsers.
 * Version: STAMP_VERSION
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 * Text Domain: growth-wheel
 */

defined( 'ABSPATH' ) || exit;

// The only setting: the configuration as the builder saves it.
const GROWTH_WHEEL_OPTION = 'growth_wheel_configuration';
const GROWTH_WHEEL_LIMIT  = 524288;
// Attributes that a block or a shortcode may say, and their values.
const GROWTH_WHEEL_VALUES = array(
	'form'  => array( 'element', 'frame', 'link' ),
	'mode'  => array( 'wheel', 'check', 'race', 'sostac', 'full' ),
	'lang'  => array( 'en', 'it', 'es', 'ru' ),
	'theme' => array( 'auto', 'light', 'dark', 'host' ),
);

/** A text of the plugin in the language of the reader. */
function growth_wheel_text( $key ) {
	static $texts = null;
	if ( null === $texts ) {
		$texts = require __DIR__ . '/texts.php';
	}
	$language = substr( is_admin() ? get_user_locale() : get_locale(), 0, 2 );
	$of       = isset( $texts[ $language ] ) ? $texts[ $language ] : $texts['en'];
	return $of[ $key ];
}

/** The configuration as an object; an empty one for none. As objects, so that an empty one stays one. */
function growth_wheel_configuration() {
	$made = json_decode( (string) get_option( GROWTH_WHEEL_OPTION, '' ) );
	return is_object( $made ) ? $made : new stdClass();
}

/** The text of a value as an attribute: every sign of HTML is written as such, also where it looks like one already. */
function growth_wheel_json( $value ) {
	$text = (string) wp_json_encode( $value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' );
}

/** The element, with what the configuration wears and what was said here. */
function growth_wheel_element( $said ) {
	$made  = growth_wheel_configuration();
	$embed = isset( $made->embed ) && is_object( $made->embed ) ? (array) $made->embed : array();
	unset( $made->embed, $made->{'$schema'} );
	$said  = is_array( $said ) ? $said : array();
	$pairs = '';
	foreach ( GROWTH_WHEEL_VALUES as $name => $values ) {
		$value = empty( $said[ $name ] ) ? ( isset( $embed[ $name ] ) ? $embed[ $name ] : '' ) : $said[ $name ];
		if ( in_array( $value, $values, true ) ) {
			$pairs .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
		}
	}
	if ( array() !== (array) $made ) {
		$pairs .= sprintf( ' config="%s"', growth_wheel_json( $made ) );
	}
	wp_enqueue_script( 'growth-wheel' );
	return sprintf(
		'<growth-wheel%s><a href="%s">%s</a></growth-wheel>',
		$pairs,
		esc_url( plugins_url( 'assets/index.html', __FILE__ ) ),
		esc_html( growth_wheel_text( 'open' ) )
	);
}

add_action(
	'init',
	static function () {
		// Its files stand on this site; the script finds the others beside itself. Its address has to stay as it is:
		// a query would make another script of it.
		wp_register_script( 'growth-wheel', plugins_url( 'assets/growth-wheel.js', __FILE__ ), array(), null, true );
		add_shortcode( 'growth_wheel', 'growth_wheel_element' );
		wp_register_script(
			'growth-wheel-block',
			plugins_url( 'block.js', __FILE__ ),
			array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components' ),
			'STAMP_VERSION',
			true
		);
		$words = array();
		foreach ( array( 'title', 'what', 'mode', 'lang', 'theme', 'form', 'standard', 'shown' ) as $key ) {
			$words[ $key ] = growth_wheel_text( $key );
		}
		wp_add_inline_script(
			'growth-wheel-block',
			'window.growthWheelBlock = ' . wp_json_encode( array( 'words' => $words, 'values' => GROWTH_WHEEL_VALUES ) ) . ';',
			'before'
		);
		register_block_type( __DIR__, array( 'render_callback' => 'growth_wheel_element' ) );
	}
);

// The script is a module. The marks keep consent banners (iubenda, Complianz, Cookiebot) from holding it back: it sets no
// cookie, calls nobody but this site, and stores only what visitors type, in their own browsers.
add_filter(
	'script_loader_tag',
	static function ( $tag, $handle ) {
		if ( 'growth-wheel' !== $handle ) {
			return $tag;
		}
		$plain = preg_replace( "/ type=(['\"])[^'\"]*\\1/", '', $tag );
		$marks = 'type="module" class="_iub_cs_skip cmplz-native" data-category="functional" data-cookieconsent="ignore"';
		return str_replace( '<script ', '<script ' . $marks . ' ', $plain );
	},
	10,
	2
);

/** Takes a configuration only if it is one; what is none leaves the one before. */
function growth_wheel_checked( $typed ) {
	$before = get_option( GROWTH_WHEEL_OPTION, '' );
	$typed  = trim( (string) $typed );
	if ( '' === $typed ) {
		return '';
	}
	$wrong = '';
	if ( strlen( $typed ) > GROWTH_WHEEL_LIMIT ) {
		$wrong = 'too_large';
	} else {
		$made = json_decode( $typed );
		if ( null === $made && JSON_ERROR_NONE !== json_last_error() ) {
			$wrong = 'no_json';
		} elseif ( ! is_object( $made ) ) {
			$wrong = 'no_object';
		}
	}
	if ( '' !== $wrong ) {
		add_settings_error( GROWTH_WHEEL_OPTION, $wrong, esc_html( growth_wheel_text( $wrong ) ) );
		return $before;
	}
	return $typed;
}

add_action(
	'admin_init',
	static function () {
		register_setting(
			'growth_wheel',
			GROWTH_WHEEL_OPTION,
			array(
				'type'              => 'string',
				'default'           => '',
				'sanitize_callback' => 'growth_wheel_checked',
			)
		);
	}
);

add_action(
	'admin_menu',
	static function () {
		add_options_page( 'Growth wheel', 'Growth wheel', 'manage_options', 'growth-wheel', 'growth_wheel_settings' );
	}
);

/** The page of the only setting. */
function growth_wheel_settings() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$builder = plugins_url( 'assets/index.html', __FILE__ ) . '#/embed';
	?>
	<div class="wrap">
		<h1>Growth wheel</h1>
		<p><?php echo esc_html( growth_wheel_text( 'lead' ) ); ?>
			<a href="<?php echo esc_url( $builder ); ?>" target="_blank"><?php echo esc_html( growth_wheel_text( 'builder' ) ); ?></a></p>
		<form method="post" action="options.php">
			<?php settings_fields( 'growth_wheel' ); ?>
			<label for="growth-wheel-configuration"><strong><?php echo esc_html( growth_wheel_text( 'label' ) ); ?></strong></label>
			<p><textarea id="growth-wheel-configuration" name="<?php echo esc_attr( GROWTH_WHEEL_OPTION ); ?>" rows="16" class="large-text code" spellcheck="false"><?php echo esc_textarea( get_option( GROWTH_WHEEL_OPTION, '' ) ); ?></textarea></p>
			<?php submit_button(); ?>
		</form>
		<p><?php echo esc_html( growth_wheel_text( 'how' ) ); ?> <code>[growth_wheel]</code></p>
	</div>
	<?php
}
