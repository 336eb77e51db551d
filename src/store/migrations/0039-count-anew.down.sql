drop function flashlight.look_at_identity_anew();
